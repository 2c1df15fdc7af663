"""What the wording itself states: 由A提高到B, 其中, 占比, 共N家（…）. Each form is read as a relation between figures.

``passage`` turns a paragraph into a short text in which every figure is one sign, so that a form is one pattern.
``claim`` says what a stated relation is and judges it. The other files hold the forms, one family each.
"""

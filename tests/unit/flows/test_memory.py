"""The garbage collector waits while a flow works, and is as it was afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from report_kit.flows.memory import uncollected


@uncollected()
def inside(fail: bool = False) -> bool:
    if fail:
        raise OSError
    return gc.isenabled()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_waits_and_is_then_as_it_was(enabled):
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        assert not inside()
        assert gc.isenabled() is enabled
        with pytest.raises(OSError):
            inside(fail=True)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()

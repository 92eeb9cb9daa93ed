"""The tests of faults start hundreds of processes, whose code the other tests cover."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def uncovered(monkeypatch: pytest.MonkeyPatch) -> None:
    """No coverage in the processes that a test starts: it doubles their time."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)

"""The judgement of generated networks, held against z3; the long form is ``python -m tests.checking.oracle 1500``."""

from __future__ import annotations

import pytest

from tests.checking.oracle import fits, fits_z3, generate


@pytest.mark.parametrize("seed", range(90))
def test_agrees_with_z3_on_whether_a_network_can_hold(seed: int) -> None:
    network = generate(seed)
    judged = fits_z3(network)
    if judged is not None:
        assert fits(network) == judged, network.shape

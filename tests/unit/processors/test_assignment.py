"""The assignment of least cost, beside every assignment tried."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from orin.processors.assignment import least_cost

shapes = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=st.floats(-10, 10))))
def test_no_assignment_costs_less(costs: np.ndarray) -> None:
    rows, columns = least_cost(costs)
    assert len(rows) == len(columns) == min(costs.shape)
    assert len(set(rows.tolist())) == len(rows)
    assert len(set(columns.tolist())) == len(columns)
    assert rows.tolist() == sorted(rows.tolist())
    wide = costs if costs.shape[0] <= costs.shape[1] else costs.T
    least = min(
        sum(wide[row, column] for row, column in enumerate(chosen))
        for chosen in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert abs(float(costs[rows, columns].sum()) - least) < 1e-6

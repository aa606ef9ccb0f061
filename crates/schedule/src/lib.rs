//! Activity networks: forward and backward pass, floats, driving relations, backward plans.

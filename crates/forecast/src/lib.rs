//! Monthly series: plan curves and projections.

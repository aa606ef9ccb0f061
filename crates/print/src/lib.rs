//! The wall as SVG.

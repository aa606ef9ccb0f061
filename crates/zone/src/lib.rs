//! The model of a zone: commands, events, state, rules, lights and views.

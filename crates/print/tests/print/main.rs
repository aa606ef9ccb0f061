//! The wall as table and drawing, as people and programs receive it.

mod drawing;
mod hostile;
mod table;
mod walls;

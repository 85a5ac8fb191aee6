//! Nothing: the tests beside it run the examples of all specs.

//! Nothing: the tests beside it talk to mock servers.

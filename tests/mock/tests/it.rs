//! Mock servers of the real specs, as their users have them.

#[path = "it/browser.rs"]
mod browser;
#[path = "it/posts.rs"]
mod posts;
#[path = "it/python.rs"]
mod python;
#[path = "it/readme.rs"]
mod readme;
#[path = "it/requests.rs"]
mod requests;
#[path = "it/speed.rs"]
mod speed;
#[path = "it/stories.rs"]
mod stories;
#[path = "it/told.rs"]
mod told;

//! `project_secret` was not set.

use jiekou::esign_sdk::project::init::ProjectIdentity;

fn main() {
    let _ = ProjectIdentity::builder().project_id("1").discovery_url("https://discovery.example").build();
}

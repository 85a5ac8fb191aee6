//! `cargo xtask bench`: what the generator and the emitted crate cost, beside a peer.
//!
//! In come the parts to run, out go one table, the figures as JSON and a chart. It makes pretend operations,
//! measures real commands on them, and leaves all it makes below `target/bench`. No test waits for its figures.

mod api;
mod binary;
mod calls;
mod chart;
mod codec;
mod codegen;
mod compile;
mod crates;
mod dice;
mod emit;
mod failure;
mod figures;
mod machine;
mod measure;
mod metric;
mod openapi;
mod options;
mod peer;
mod place;
mod programs;
mod record;
mod recorded;
mod request;
mod server;
mod specs;
mod table;
mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use emit::Generator;
use failure::Result;
use figures::Figures;
use machine::Machine;
use metric::Part;
use options::{Keep, Options};
pub(crate) use options::{Wish, parse};
use peer::Peer;
use place::Place;

/// Beyond so many operations the peer's crate is not compiled: it takes minutes, and gigabytes of memory.
const PEER_COMPILED: usize = 300;
/// Beyond so many operations the peer does not generate.
const PEER_GENERATED: usize = 5_000;

/// Does what the words ask for, in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let options = match wish {
        Wish::Measured(words) => return measure::stand_between(words),
        Wish::Run(options) => options,
    };
    match Bench::new(root, options).and_then(Bench::run) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => crate::specs::failure(&failure.to_string()),
    }
}

/// One run.
struct Bench<'o> {
    place: Place,
    options: &'o Options,
    generator: Generator,
    peer: Option<Peer>,
    figures: Figures,
}

impl<'o> Bench<'o> {
    fn new(root: &Path, options: &'o Options) -> Result<Self> {
        let place = Place::new(root);
        let peer = match options.peer {
            options::Peer::Recorded => None,
            options::Peer::Measured => Some(Peer::install(&place)?),
        };
        let generator = Generator::build(&place)?;
        Ok(Self { place, options, generator, peer, figures: Figures::default() })
    }

    fn run(mut self) -> Result<String> {
        for part in Part::ALL.into_iter().filter(|part| self.options.parts.contains(part)) {
            match part {
                Part::Codegen => self.codegen()?,
                Part::Compile => self.compile()?,
                Part::Binary => self.binary()?,
                Part::Request => self.request()?,
                Part::Codec => codec::measure_codec(&self.place, &self.generator, &mut self.figures)?,
                Part::Crates => self.crates()?,
            }
        }
        let machine = Machine::look(&self.place, self.peer.as_ref().map(|_| Peer::label()));
        let rows = self.figures.rows();
        for (folder, path) in self.outputs() {
            place::write(&folder.join("figures.json"), &record::record(&rows, &machine))?;
            place::write(&folder.join("chart.svg"), &chart::chart(&rows, &machine))?;
            eprintln!("{path}: figures.json, chart.svg");
        }
        let spread = rows.iter().any(|row| row.operations > emit::API).then_some(emit::SPREAD);
        Ok(format!("{}{}{}\n", table::table(&rows), spread.unwrap_or_default(), machine.line()))
    }

    /// Folders that the figures are written to, and what people call them.
    fn outputs(&self) -> Vec<(PathBuf, &'static str)> {
        let mut outputs = vec![(self.place.folder(""), "target/bench")];
        if self.options.figures == Keep::Committed {
            outputs.push((self.place.root().join("xtask/bench"), "xtask/bench"));
        }
        outputs
    }

    fn codegen(&mut self) -> Result<()> {
        let Self { place, options, generator, peer, figures } = self;
        for count in &options.operations {
            let operations = api::operations(*count);
            codegen::measure_codegen(place, generator, &operations, options.runs, figures)?;
            if let Some(peer) = peer.as_ref().filter(|_| *count <= PEER_GENERATED) {
                peer.measure_codegen(place, &operations, figures)?;
            }
        }
        Ok(())
    }

    fn compile(&mut self) -> Result<()> {
        let Self { place, options, generator, peer, figures } = self;
        for (at, count) in options.operations.iter().filter(|count| **count <= compile::MOST).enumerate() {
            let operations = api::operations(*count);
            let ours = compile::ours(place, generator, &operations)?;
            compile::measure_whole(place, &ours, *count, options.runs, figures)?;
            compile::measure_parts(place, &ours, &operations, options.runs, figures)?;
            if at == 0 {
                compile::measure_clean(place, &ours, *count, figures)?;
            }
            let Some(peer) = peer.as_ref().filter(|_| *count <= PEER_COMPILED) else { continue };
            let theirs = peer.client(place, &operations, &[])?;
            compile::measure_whole(place, &theirs, *count, 1, figures)?;
            if at == 0 {
                compile::measure_clean(place, &theirs, *count, figures)?;
            }
        }
        Ok(())
    }

    fn crates(&mut self) -> Result<()> {
        let Self { place, options, generator, figures, .. } = self;
        for count in &options.operations {
            let operations = api::operations(*count);
            crates::measure_crates(place, generator, &operations, options.runs, figures)?;
        }
        Ok(())
    }

    fn binary(&mut self) -> Result<()> {
        binary::measure_binary(&self.place, &self.generator, &mut self.figures)?;
        match &self.peer {
            Some(peer) => binary::measure_peer(&self.place, peer, &mut self.figures),
            None => Ok(()),
        }
    }

    fn request(&mut self) -> Result<()> {
        request::measure_request(&self.place, &self.generator, self.options.runs, &mut self.figures)?;
        match &self.peer {
            Some(peer) => request::measure_peer(&self.place, peer, self.options.runs, &mut self.figures),
            None => Ok(()),
        }
    }
}

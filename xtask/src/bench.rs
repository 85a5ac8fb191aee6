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
mod rounds;
mod server;
mod specs;
mod table;
mod valgrind;
mod wire;

use std::path::Path;
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

/// Beyond so many operations the peer is left out: it takes many minutes, and more memory than machines have.
const PEER_MOST: usize = 1_000;

/// Does what the words ask for, in the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let options = match wish {
        Wish::Measured(words) => return measure::stand_between(words),
        Wish::Run(options) => options,
    };
    match Bench::new(root, options).and_then(Bench::run) {
        Ok((text, code)) => {
            print!("{text}");
            code
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
        let mut figures = Figures::default();
        let peer = match options.peer {
            options::Peer::Recorded => None,
            options::Peer::Measured => match Peer::install(&place) {
                Ok(peer) => Some(peer),
                Err(failure) => {
                    figures.survive("installing progenitor", Err(failure));
                    None
                }
            },
        };
        let generator = Generator::build(&place)?;
        Ok(Self { place, options, generator, peer, figures })
    }

    /// The table, and whether all was measured. What one part cannot measure does not stop the others.
    fn run(mut self) -> Result<(String, ExitCode)> {
        for part in Part::ALL.into_iter().filter(|part| self.options.parts.contains(part)) {
            let measured = match part {
                Part::Codegen => self.codegen(),
                Part::Compile => self.compile(),
                Part::Binary => self.binary(),
                Part::Request => self.request(),
                Part::Codec => codec::measure_codec(&self.place, &self.generator, &mut self.figures),
                Part::Crates => self.crates(),
            };
            self.figures.survive(part.word(), measured);
            self.write(&self.place.folder(""))?;
        }
        eprintln!("target/bench: figures.json, chart.svg");
        if self.options.figures == Keep::Committed && !self.figures.is_partial() {
            self.write(&self.place.root().join("xtask/bench"))?;
            eprintln!("xtask/bench: figures.json, chart.svg");
        }
        let rows = self.figures.rows();
        let mut text = table::table(&rows);
        if rows.iter().any(|row| row.operations > emit::API) {
            text.push_str(emit::SPREAD);
        }
        text.extend(self.figures.notes().iter().map(|note| format!("({note})\n")));
        text.extend([self.machine().line().as_str(), "\n"]);
        let code = if self.figures.is_partial() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        Ok((text, code))
    }

    /// Writes what is known so far.
    fn write(&self, folder: &Path) -> Result<()> {
        let (rows, machine) = (self.figures.rows(), self.machine());
        let record = record::record(&rows, self.figures.notes(), &machine);
        place::write(&folder.join("figures.json"), &record)?;
        place::write(&folder.join("chart.svg"), &chart::chart(&rows, &machine))
    }

    fn machine(&self) -> Machine {
        Machine::look(&self.place, self.peer.as_ref().map(|_| Peer::label()))
    }

    fn codegen(&mut self) -> Result<()> {
        let Self { place, options, generator, peer, figures } = self;
        for count in &options.operations {
            let operations = api::operations(*count);
            codegen::measure_codegen(place, generator, &operations, options.runs, figures)?;
            if let Some(peer) = able(peer.as_ref(), *count, figures) {
                let measured = peer.measure_codegen(place, &operations, figures);
                figures.survive(&format!("progenitor, codegen, {count} operations"), measured);
            }
        }
        Ok(())
    }

    fn compile(&mut self) -> Result<()> {
        let Self { place, options, generator, peer, figures } = self;
        for (at, count) in options.operations.iter().enumerate() {
            if *count > compile::MOST {
                let why =
                    compile::refused(*count).unwrap_or_else(|| "`--only crates` checks them".to_owned());
                figures.note(format!("compiling one crate is left out at {count} operations: {why}"));
                continue;
            }
            let operations = api::operations(*count);
            let runs = if *count < compile::MOST { options.runs } else { 1 };
            let ours = compile::ours(place, generator, &operations)?;
            compile::measure_whole(place, &ours, *count, runs, figures)?;
            compile::measure_parts(place, &ours, &operations, runs, figures)?;
            if at == 0 {
                compile::measure_clean(place, &ours, *count, figures)?;
            }
            let Some(peer) = able(peer.as_ref(), *count, figures) else { continue };
            let measured = peer.client(place, &operations, &[]).and_then(|theirs| {
                compile::measure_whole(place, &theirs, *count, 1, figures)?;
                if at == 0 { compile::measure_clean(place, &theirs, *count, figures) } else { Ok(()) }
            });
            figures.survive(&format!("progenitor, compile, {count} operations"), measured);
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
        if let Some(peer) = &self.peer {
            let measured = binary::measure_peer(&self.place, peer, &mut self.figures);
            self.figures.survive("progenitor, binary", measured);
        }
        Ok(())
    }

    fn request(&mut self) -> Result<()> {
        request::measure_request(&self.place, &self.generator, self.options.runs, &mut self.figures)?;
        if let Some(peer) = &self.peer {
            let measured = request::measure_peer(&self.place, peer, self.options.runs, &mut self.figures);
            self.figures.survive("progenitor, request", measured);
        }
        Ok(())
    }
}

/// The peer, unless it would take too much.
fn able<'p>(peer: Option<&'p Peer>, operations: usize, figures: &mut Figures) -> Option<&'p Peer> {
    let peer = peer?;
    let wanted = operations as u64 * peer::MEMORY;
    let why = match machine::free_memory() {
        _ if operations > PEER_MOST => format!("beyond {PEER_MOST} it takes many minutes and over 7.5 GB"),
        Some(free) if free < wanted => format!("it would want {wanted} MiB of memory, and {free} are free"),
        _ => return Some(peer),
    };
    figures.note(format!("progenitor is left out at {operations} operations: {why}"));
    None
}

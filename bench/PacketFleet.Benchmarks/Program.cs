using PacketFleet.Benchmarks;
using PacketFleet.Benchmarks.Fetching;
using PacketFleet.Benchmarks.Serving;

var options = new Arguments(args);
return options.Verb switch
{
    "throughput" => Throughput.Run(options),
    "memory" => Memory.Run(options),
    "segments" => Segments.Run(options),
    FetchProcess.Verb => FetchProcess.Fetch(options),
    RegionProcess.Verb => RegionProcess.Serve(options),
    _ => Arguments.Usage(),
};

using PacketFleet.Benchmarks;
using PacketFleet.Benchmarks.Serving;

var options = new Arguments(args);
return options.Verb switch
{
    "throughput" => Throughput.Run(options),
    "gravwell" => Delivery.Run(options),
    "memory" => Memory.Run(options),
    "segments" => Segments.Run(options),
    "micro" => Micro.Run(),
    IndexerProcess.Verb => IndexerProcess.Serve(),
    RegionProcess.Verb => RegionProcess.Serve(options),
    _ => Arguments.Usage(),
};

using EdgeProctoring.Benchmarks.Grpc;
using EdgeProctoring.Benchmarks.Hub;
using EdgeProctoring.Benchmarks.Mqtt;
using EdgeProctoring.Benchmarks.Onnx;
using EdgeProctoring.Benchmarks.Remote;
using EdgeProctoring.Benchmarks.Rules;
using EdgeProctoring.Benchmarks.Spooling;
using EdgeProctoring.Benchmarks.Vision;

// One verb per benchmark: what it measures, and the code that runs it. Results are checked in under results/.
var verbs = new SortedDictionary<string, (string About, Func<string[], Task<int>> RunAsync)>
{
    ["mqtt"] = ("messages a second and their age, publisher → mosquitto → subscriber, mutual TLS against plain TCP", MqttBenchmark.RunAsync),
    ["grpc"] = ("calls a second, megabytes a second and allocation of gRPC, both ends over loopback", GrpcBenchmark.RunAsync),
    ["hub"] = ("the whole hub: memory at 40,000 open sittings, observations a second, age of a receipt, upload", HubBenchmark.RunAsync),
    ["hub-upload"] = ("evidence into the hub over loopback mTLS, beside hash, write and sync of the same bytes", UploadBenchmark.RunAsync),
    ["pages"] = ("each page's server time with 50,000 sittings and 500,000 incidents; 200 watchers of the wall; bytes of a first load", PagesBenchmark.RunAsync),
    ["remote"] = ("students at home that one core of the hub carries, without vision and with pictures each 1, 2, 5 s; pieces lost", RemoteBenchmark.RunAsync),
    ["rules"] = ("observations a second into 40,000 open sittings, memory of an idle one, a long sitting at once", RulesBenchmark.RunAsync),
    ["onnx"] = ("overhead of one run of a trivial model; sessions made and disposed of without growth", OnnxBenchmark.RunAsync),
    ["spool"] = ("durable items a second into the node's spool, in batches and one by one, and out of it signed", SpoolBenchmark.RunAsync),
    ["vision-pixels"] = ("milliseconds and allocation of painting pictures into tensors, one thread", PixelsBenchmark.RunAsync),
    ["vision-eval"] = ("what the detectors find of what is there, false alarms of a quiet hall, ms of each stage", EvalBenchmark.RunAsync),
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out var verb))
{
    return await verb.RunAsync(args[1..]);
}
Console.WriteLine("Usage: dotnet run -c Release --project tests/EdgeProctoring.Benchmarks -- VERB [options]\n");
foreach (var (name, (about, _)) in verbs)
{
    Console.WriteLine($"  {name,-12} {about}");
}
return args.Length == 0 || args[0] is "-h" or "--help" ? 0 : 2;

using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using EdgeProctoring.TestKit;
using Microsoft.ML.OnnxRuntime;

namespace EdgeProctoring.Benchmarks.Onnx;

/// <summary>What our side of the native runtime costs: a trivial model, so that nearly all of the time is the call itself.</summary>
internal static class OnnxBenchmark
{
    private const int Runs = 300_000;
    private const int DefaultSessions = 10_000;
    private const int Rounds = 5;

    public static Task<int> RunAsync(string[] args)
    {
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        using var run = new RunOptions();
        Console.WriteLine($"ONNX Runtime {OrtEnv.Instance().GetVersionString()}; {Machine.Load()}");
        Bound(options, run);
        Plain(options, run);
        Growth(options, run, args is ["--sessions", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : DefaultSessions);
        return Task.FromResult(0);
    }

    private static void Bound(SessionOptions options, RunOptions run)
    {
        using var session = new InferenceSession(TinyModel.Relu(), options);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        using var binding = session.CreateIoBinding();
        binding.BindInput("x", input);
        binding.BindOutput("y", output);
        Report("RunWithBinding", () => session.RunWithBinding(run, binding));
    }

    private static void Plain(SessionOptions options, RunOptions run)
    {
        using var session = new InferenceSession(TinyModel.Relu(), options);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        string[] inputs = ["x"], outputs = ["y"];
        OrtValue[] fed = [input], got = [output];
        Report("Run into a value", () => session.Run(run, inputs, fed, outputs, got));
        Report("Run, new result", () => session.Run(run, inputs, fed, outputs).Dispose());
    }

    private static void Report(string name, Action call)
    {
        var microseconds = new List<double>();
        long allocated = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var (before, from) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var at = 0; at < Runs; at++)
            {
                call();
            }
            // The first round is the warm-up.
            if (round > 0)
            {
                microseconds.Add(Stopwatch.GetElapsedTime(from).TotalMicroseconds / Runs);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-18} median {Machine.Median(microseconds):F2} µs (best {microseconds.Min():F2}), {(double)allocated / Runs:F1} B a run"));
    }

    private static void Growth(SessionOptions options, RunOptions run, int sessions)
    {
        var model = TinyModel.Relu();
        using var input = OrtValue.CreateTensorValueFromMemory(new float[4], [1, 4]);
        var resident = new List<long>();
        for (var made = 1; made <= sessions; made++)
        {
            using var session = new InferenceSession(model, options);
            session.Run(run, ["x"], [input], ["y"]).Dispose();
            if (made % (sessions / 10) == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                resident.Add(Machine.ResidentBytes() >> 20);
            }
        }
        Console.WriteLine($"{sessions} sessions made and disposed of; MiB resident after each tenth: {string.Join(' ', resident)}");
    }
}

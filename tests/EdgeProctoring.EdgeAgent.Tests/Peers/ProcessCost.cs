using System.Globalization;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>What a process and its children have cost so far, as the kernel counts it.</summary>
internal sealed record ProcessCost(TimeSpan Processor, int Megabytes)
{
    private const int TicksPerSecond = 100;
    private const int UserTicks = 13;
    private const int KernelTicks = 14;

    public static ProcessCost Of(int process)
    {
        var family = Family(process).Select(One).ToList();
        return new ProcessCost(TimeSpan.FromSeconds(family.Sum(one => one.Processor.TotalSeconds)), family.Sum(one => one.Megabytes));
    }

    /// <summary>The process and what it started.</summary>
    public static IReadOnlyList<int> Family(int process) => [process, .. Directory.GetDirectories($"/proc/{process}/task")
        .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Whole)];

    private static ProcessCost One(int process)
    {
        // The name may hold blanks; what follows its bracket does not.
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ", 2)[1].Split(' ');
        var resident = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return new ProcessCost(TimeSpan.FromSeconds((Whole(fields[UserTicks - 2]) + Whole(fields[KernelTicks - 2])) / (double)TicksPerSecond), Whole(resident) / 1000);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

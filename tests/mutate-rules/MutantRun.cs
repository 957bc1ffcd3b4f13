using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace EdgeProctoring.MutateRules;

/// <summary>Shares the mutants out to test hosts, and ends a host that has lost itself in one.</summary>
internal sealed class MutantRun(string tests, string cases, TimeSpan patience)
{
    private readonly ConcurrentDictionary<int, string> _fates = new();

    /// <summary>What became of each: killed, survived or lost (it did not come to an end).</summary>
    public async Task<IReadOnlyDictionary<int, string>> TryAsync(IReadOnlyList<Mutant> mutants, int jobs)
    {
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(job => ShareAsync([.. mutants.Where((_, at) => at % jobs == job)])));
        var survivors = mutants.Where(mutant => _fates.GetValueOrDefault(mutant.Number) == "survived").ToList();
        await Parallel.ForEachAsync(survivors, new ParallelOptions { MaxDegreeOfParallelism = jobs }, async (mutant, _) =>
        {
            if (await HostAsync([mutant], fresh: true) == 0)
            {
                _fates[mutant.Number] = "lost";
            }
        });
        return _fates;
    }

    private async Task ShareAsync(List<Mutant> mutants)
    {
        while (mutants.Count > 0)
        {
            var done = await HostAsync(mutants);
            if (done < mutants.Count)
            {
                _fates[mutants[done].Number] = "lost";
                done++;
            }
            mutants.RemoveRange(0, done);
        }
    }

    private async Task<int> HostAsync(List<Mutant> mutants, bool fresh = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--host", tests, .. mutants.Select(mutant => mutant.Argument)]) { RedirectStandardOutput = true };
        start.Environment["EDGEPROCTORING_CASES"] = cases;
        start.Environment["DOTNET_gcConcurrent"] = "0";
        if (fresh)
        {
            start.Environment["EDGEPROCTORING_MUTANT"] = mutants[0].Number.ToString(CultureInfo.InvariantCulture);
        }
        using var host = Process.Start(start)!;
        var lines = Channel.CreateUnbounded<string?>();
        host.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data);
        host.BeginOutputReadLine();
        // "0 ready", then a line for each; a null at its end. A host that is never ready has found the tests red.
        var heard = 0;
        while (heard <= mutants.Count && await HearAsync(lines.Reader, heard == 0 ? 3 * patience : patience) is { } line)
        {
            var parts = line.Split(' ');
            _fates[int.Parse(parts[0], CultureInfo.InvariantCulture)] = parts[1];
            heard++;
        }
        if (!host.HasExited)
        {
            host.Kill(entireProcessTree: true);
        }
        await host.WaitForExitAsync();
        return heard == 0 ? throw new InvalidOperationException("The tests fail, or do not start, without any mutant.") : heard - 1;
    }

    private static async Task<string?> HearAsync(ChannelReader<string?> lines, TimeSpan limit)
    {
        using var timer = new CancellationTokenSource(limit);
        try
        {
            return await lines.ReadAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

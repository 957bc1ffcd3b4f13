using System.Diagnostics;

namespace EdgeProctoring.MutateRules;

/// <summary>Runs a program to its end or to its time limit.</summary>
internal static class Command
{
    /// <summary>The exit code of a program that was ended for taking too long.</summary>
    public const int TookTooLong = -1;

    public static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        using var timer = new CancellationTokenSource(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (TookTooLong, "");
        }
        return (process.ExitCode, await output + await errors);
    }
}

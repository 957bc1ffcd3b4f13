using System.Diagnostics;

namespace EdgeProctoring.Synthetic.Film;

/// <summary>Runs one of the two programs that the film studio needs; arguments as an array, no shell.</summary>
internal static class Tool
{
    private const int ShownLines = 5;

    public static async Task RunAsync(string program, IEnumerable<string> arguments, string? input, CancellationToken cancel)
    {
        using var process = Start(program, arguments, input is not null);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
                process.StandardInput.Close();
            }
            await process.WaitForExitAsync(cancel);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        if (process.ExitCode != 0)
        {
            var said = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines);
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Join(" | ", said)}");
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, bool withInput)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardInput = withInput })
                ?? throw new InvalidOperationException($"{program} did not start.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new FileNotFoundException($"The program '{program}' is not installed (Debian: librsvg2-bin, ffmpeg).");
        }
    }
}

using System.CommandLine;
using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Script;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Runs the verb that the arguments name. What the user can mend is said in a sentence, never as a stack trace.</summary>
internal static class Verbs
{
    public const int Done = 0;
    public const int Broken = 1;
    public const int BadInput = 2;

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }
            Console.Error.WriteLine("Try --help.");
            return BadInput;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ContractException broken)
        {
            foreach (var refusal in broken.Refusals)
            {
                Console.Error.WriteLine(refusal);
            }
            return BadInput;
        }
        catch (Exception mendable) when (mendable is SettingsException or ScriptException or CaptureException or FileNotFoundException or DirectoryNotFoundException
            or UnauthorizedAccessException or DllNotFoundException or ModelRefusedException)
        {
            Console.Error.WriteLine(mendable.Message);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            return Broken;
        }
    }

    public static Option<FileInfo> ConfigOption() => new("--config", "-c")
    {
        Description = "agent.json: campus, node, data, mqtt { host, port }, grpc, certificate, key, ca, configurationKey, profile, models. Paths are relative to the file.",
        Required = true,
    };
}

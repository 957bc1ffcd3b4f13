using System.CommandLine;

namespace EdgeProctoring.Hub.Commands;

/// <summary>Runs the verb that the arguments name. Wrong arguments exit with 2, each named.</summary>
internal static class Verbs
{
    public const int Done = 0;
    public const int BadInput = 2;

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync();
        }
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }
        return BadInput;
    }
}

using System.CommandLine;

namespace EdgeProctoring.Hub.Commands;

/// <summary>Runs the verb that the arguments name. Wrong arguments exit with 2, each named.</summary>
internal static class Verbs
{
    public const int Done = 0;
    public const int BadInput = 2;

    public static int Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }
        return BadInput;
    }
}

using System.CommandLine;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Commands;

/// <summary><c>judge</c>: prints the judgement of a case file, or whose proposal changes under another pack. Needs no server.</summary>
internal static class JudgeCommand
{
    private static readonly Dictionary<string, Language> _languages = new(StringComparer.Ordinal)
    {
        ["kk"] = Language.Kk, ["ru"] = Language.Ru, ["en"] = Language.En,
    };

    public static Command Create()
    {
        var pack = new Option<string>("--pack") { Description = "Id of a shipped pack, or a pack's file. Default: the pack that the sitting names." };
        var input = new Option<string[]>("--input") { Description = "A case file: a sitting, then an observation or a verdict per line. With --compare several, or folders of *.jsonl.", Required = true, AllowMultipleArgumentsPerToken = true };
        var explain = new Option<string>("--explain") { Description = "Language of the sentences: kk, ru or en.", DefaultValueFactory = _ => "en" };
        explain.AcceptOnlyFromAmong([.. _languages.Keys]);
        var compare = new Option<string[]>("--compare") { Description = "Two packs: list the sittings whose proposal changes from the first to the second.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var command = new Command("judge", "Judges a case file and prints the judgement as JSON.") { pack, input, explain, compare };
        command.Validators.Add(result =>
        {
            if (result.GetResult(compare) is not null && result.GetResult(pack) is not null)
            {
                result.AddError("--compare names both packs; leave --pack out.");
            }
            if (result.GetResult(compare) is null && result.GetValue(input) is { Length: > 1 })
            {
                result.AddError("One --input is judged at a time; several are for --compare.");
            }
        });
        command.SetAction(parsed =>
        {
            var judging = new CaseJudging(Console.OpenStandardOutput(), Console.Error, _languages[parsed.GetValue(explain)!]);
            return parsed.GetValue(compare) is [var before, var after]
                ? judging.Compare(before, after, parsed.GetValue(input)!)
                : judging.Judge(parsed.GetValue(pack), parsed.GetValue(input)![0]);
        });
        return command;
    }
}

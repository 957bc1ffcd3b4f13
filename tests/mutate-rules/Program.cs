using System.Collections.Concurrent;
using System.Globalization;
using EdgeProctoring.MutateRules;

// mutate-rules ROOT [--cases N] [--jobs N] [--only FILE]
// Changes each comparison, constant, Min/Max and pattern of the rule engine, one at a time, and runs its tests on each.
var root = Path.GetFullPath(args.Length > 0 ? args[0] : ".");
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var cases = Option("--cases") ?? "400";
var jobs = int.Parse(Option("--jobs") ?? "2", CultureInfo.InvariantCulture);

var engine = new MutatedEngine(root, Path.Combine(root, "artifacts", "mutants"));
var (all, leftOut) = await engine.BuildAsync();
var mutants = all.Where(mutant => Option("--only") is not { } only || mutant.File.Contains(only, StringComparison.Ordinal)).ToList();
var tests = Path.Combine(engine.Tests, "EdgeProctoring.Rules.Tests");

// First the quick tests, then random cases: most mutants do not outlive the first second.
string[] quick = ["-noColor", "-stopOnFail", .. ((string[])["SetProperties", "FairnessProperties", "CaseFuzzTests"]).SelectMany(name => new[] { "-class-", $"EdgeProctoring.Rules.Tests.{name}" })];
string[] random = ["-noColor", "-stopOnFail", "-class", "EdgeProctoring.Rules.Tests.SetProperties", "-class", "EdgeProctoring.Rules.Tests.FairnessProperties"];
async Task<int> TestAsync(int number, string[] arguments) => (await Command.RunAsync(tests, arguments, TimeSpan.FromMinutes(3),
    ("EDGEPROCTORING_MUTANT", number.ToString(CultureInfo.InvariantCulture)), ("EDGEPROCTORING_CASES", cases))).Code;

if (await TestAsync(0, quick) != 0 || await TestAsync(0, random) != 0)
{
    Console.Error.WriteLine("The tests fail without any mutant.");
    return 2;
}
var (killed, late, survivors) = (0, 0, new ConcurrentBag<Mutant>());
await Parallel.ForEachAsync(mutants, new ParallelOptions { MaxDegreeOfParallelism = jobs }, async (mutant, _) =>
{
    var isKilled = await TestAsync(mutant.Number, quick) is var code && code != 0 || (code = await TestAsync(mutant.Number, random)) != 0;
    if (!isKilled)
    {
        survivors.Add(mutant);
        Console.WriteLine($"survived  {mutant}");
    }
    else
    {
        Interlocked.Increment(ref killed);
        if (code == Command.TookTooLong)
        {
            Interlocked.Increment(ref late);
        }
    }
});
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{killed} of {mutants.Count} mutants killed ({100.0 * killed / mutants.Count:F1} %), {late} of them by time; {survivors.Count} survived; {leftOut} lines left out because a change there does not compile."));
return 0;

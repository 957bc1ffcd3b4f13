using System.Globalization;
using EdgeProctoring.MutateRules;

// mutate-rules ROOT [--cases N] [--jobs N] [--only PART[,PART…]]
// Changes each comparison, constant, Min/Max and pattern of the rule engine, one at a time, and runs its tests on each.
if (args is ["--host", var folder, .. var tried])
{
    try
    {
        new TestHost(folder).Try(tried);
        return 0;
    }
    catch (InvalidOperationException e)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
}

var root = Path.GetFullPath(args.Length > 0 ? args[0] : ".");
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var engine = new MutatedEngine(root, Path.Combine(root, "artifacts", "mutants"));
var (all, leftOut) = await engine.BuildAsync();
var mutants = all.Where(mutant => Option("--only") is not { } only || only.Split(',').Any(part => mutant.File.Contains(part, StringComparison.Ordinal))).ToDictionary(mutant => mutant.Number);
var run = new MutantRun(engine.Tests, Option("--cases") ?? "150", TimeSpan.FromMinutes(2));
var fates = await run.TryAsync([.. mutants.Values.OrderBy(mutant => mutant.Number)], int.Parse(Option("--jobs") ?? "2", CultureInfo.InvariantCulture));

var survivors = fates.Where(fate => fate.Key > 0 && fate.Value == "survived").Select(fate => mutants[fate.Key]).OrderBy(mutant => mutant.Number).ToList();
survivors.ForEach(mutant => Console.WriteLine($"survived  {mutant}"));
var killed = mutants.Count - survivors.Count;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{killed} of {mutants.Count} mutants killed, of {all.Count} in the engine ({100.0 * killed / mutants.Count:F1} %), {fates.Values.Count(fate => fate == "lost")} of them because they came to no end; {survivors.Count} survived; {leftOut} lines left out because a change there does not compile."));
return 0;

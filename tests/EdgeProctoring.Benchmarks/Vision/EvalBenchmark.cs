using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>
/// What the detectors find of what is there: labelled pictures, drawn halls with a known truth, a quiet hall, and what each
/// stage costs. Prints Markdown. The profile's models and hall-seed are measured side by side.
/// </summary>
internal static class EvalBenchmark
{
    private const string Usage = "vision-eval [--weights DIRECTORY] [--pictures DIRECTORY] [--profile NAME] [--quiet-minutes N] [--part pictures|halls|bands|stages]";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = EvalOptions.Parse(args);
        if (options is null)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        var shelf = ModelShelf.Open(options.Models, options.Weights);
        var profile = VisionProfile.Of(options.Profile);
        var choice = DetectorChoice.Make(shelf, profile);
        Console.WriteLine($"{Machine.Load()}, profile {profile.Name}\n\n{choice.Why}\n");
        foreach (var model in shelf.Manifest.Models)
        {
            Console.WriteLine($"- {model.Name}: {(shelf.Holds(model.Name) ? model.Sha256 : "absent")}");
        }
        Console.WriteLine(FormattableString.Invariant($"\nResident memory with these models open, after some looks at 1080p: {ResidentAfterLooks(choice) >> 20} MiB."));
        if (options.Does("pictures"))
        {
            PictureScores.Print(shelf, options.Pictures);
        }
        if (options.Does("halls"))
        {
            await PrintHallsAsync(shelf, profile, choice, options);
        }
        if (options.Does("bands"))
        {
            await HallBands.PrintAsync("hall-seed", _ => new HallSeedDetector(shelf, profile.SeedSide));
            if (!choice.IsDemo)
            {
                await HallBands.PrintAsync($"profile {profile.Name}", choice.Open);
            }
        }
        if (options.Does("stages") && !choice.IsDemo)
        {
            StageTimes.Print(shelf, profile);
        }
        return 0;
    }

    private static async Task PrintHallsAsync(ModelShelf shelf, VisionProfile profile, DetectorChoice choice, EvalOptions options)
    {
        await HallScores.PrintAsync("hall-seed", _ => new HallSeedDetector(shelf, profile.SeedSide), options.QuietMinutes);
        if (!choice.IsDemo)
        {
            await HallScores.PrintAsync($"profile {profile.Name}", choice.Open, options.QuietMinutes);
        }
    }

    /// <summary>Measured first: later everything is open at once.</summary>
    private static long ResidentAfterLooks(DetectorChoice choice)
    {
        using var detector = choice.Open();
        var picture = new I420Picture(1920, 1080, new byte[I420Picture.Bytes(1920, 1080)]);
        var found = new List<Detection>();
        for (var look = 0; look < 3; look++)
        {
            detector.Detect(picture, found);
        }
        return Machine.ResidentBytes();
    }
}

/// <summary>Where models and labelled pictures lie; the development material beside the checkout where it exists.</summary>
internal sealed record EvalOptions
{
    public string Models { get; } = TestKit.Checkout.File("models");
    public string? Weights { get; private init; }
    public string Pictures { get; private init; } = Path.GetFullPath(TestKit.Checkout.File("..", "shared", "testdata"));
    public string Profile { get; private init; } = "x64";
    public int QuietMinutes { get; private init; } = 5;
    /// <summary>One part alone; null for all.</summary>
    public string? Part { get; private init; }

    public bool Does(string part) => Part is null || Part == part;

    public static EvalOptions? Parse(string[] args)
    {
        var options = new EvalOptions();
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 == args.Length)
            {
                return null;
            }
            var minutes = 0;
            options = args[at] switch
            {
                "--weights" => options with { Weights = args[at + 1] },
                "--pictures" => options with { Pictures = args[at + 1] },
                "--profile" => options with { Profile = args[at + 1] },
                "--quiet-minutes" when int.TryParse(args[at + 1], out minutes) && minutes is >= 1 and <= 30 => options with { QuietMinutes = minutes },
                "--part" when args[at + 1] is "pictures" or "halls" or "bands" or "stages" => options with { Part = args[at + 1] },
                _ => null,
            };
            if (options is null)
            {
                return null;
            }
        }
        return options;
    }
}

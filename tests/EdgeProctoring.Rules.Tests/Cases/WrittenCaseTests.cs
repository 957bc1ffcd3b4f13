using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>
/// Each written case gives its approved judgement, byte for byte. EDGEPROCTORING_WRITE_CASES=1 writes them anew: read the
/// difference before you commit it.
/// </summary>
public sealed class WrittenCaseTests
{
    private static readonly bool _writes = Environment.GetEnvironmentVariable("EDGEPROCTORING_WRITE_CASES") == "1";

    public static TheoryData<string> Names => [.. WrittenCases.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gives_its_approved_judgement(string name)
    {
        if (_writes)
        {
            Write(name, WrittenCases.All[name]);
        }
        using var input = File.OpenRead(Place(name, "jsonl"));
        Assert.True(CaseReader.TryRead(input, out var file, out var errors), string.Join("\n", errors));
        Assert.Equal(File.ReadAllText(Place(name, "json")), Judge(file!));
    }

    [Fact]
    public void Every_case_on_disk_is_written_here()
    {
        var onDisk = Directory.EnumerateFiles(Checkout.File("tests", "TestData", "judge"), "*.jsonl").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(WrittenCases.All.Keys.Order(StringComparer.Ordinal), onDisk.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_violation_has_a_case_in_hall_and_remote()
    {
        var seen = WrittenCases.All.Values.Where(file => file.Sitting.Pack is null)
            .SelectMany(file => Judged(file).Incidents.Select(incident => (incident.Code, file.Sitting.Mode, IsKnown: incident.Exempt != Exemption.Mode))).ToHashSet();
        var content = ShippedPacks.Default.Content;
        foreach (var code in ViolationCodes.All)
        {
            foreach (var mode in Enum.GetValues<SittingMode>())
            {
                var isKnown = content.Violations.Any(violation => violation.Code == code && violation.Modes.Allow(mode))
                    || content.Rules.Any(line => line.Kind == RuleKind.Equipment && line.Code == code && line.Modes.Allow(mode));
                Assert.Contains((code, mode, isKnown), seen);
            }
        }
    }

    private static string Judge(CaseFile file) => JudgementJson.Text(Judged(file), Language.En);

    private static Judgement Judged(CaseFile file) =>
        RuleEngine.Judge(ShippedPacks.Of(file.Sitting.Pack ?? "default"), file.Sitting, file.Observations, file.Verdicts);

    private static void Write(string name, CaseFile file)
    {
        Directory.CreateDirectory(Checkout.File("tests", "TestData", "judge"));
        using (var stream = File.Create(Place(name, "jsonl")))
        {
            file.Write(stream);
        }
        File.WriteAllText(Place(name, "json"), Judge(file), new UTF8Encoding(false));
    }

    private static string Place(string name, string kind) => Checkout.File("tests", "TestData", "judge", $"{name}.{kind}");
}

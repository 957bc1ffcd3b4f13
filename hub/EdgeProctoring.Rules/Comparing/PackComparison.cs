using System.Buffers;
using System.Text;
using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Rule replay: the same cases under two packs, and whose proposal differs. What was signed does not change by it.</summary>
public sealed record PackComparison
{
    public required RulePack Before { get; init; }
    public required RulePack After { get; init; }
    public required int Judged { get; init; }
    /// <summary>In order of sittings.</summary>
    public required IReadOnlyList<ProposalChange> Changed { get; init; }

    public static PackComparison Of(RulePack before, RulePack after, IEnumerable<CaseFile> cases)
    {
        var judged = 0;
        var changed = new List<ProposalChange>();
        foreach (var file in cases)
        {
            judged++;
            var first = RuleEngine.Judge(before, file.Sitting, file.Observations, file.Verdicts);
            var second = RuleEngine.Judge(after, file.Sitting, file.Observations, file.Verdicts);
            if (Differ(first.Proposal, second.Proposal))
            {
                changed.Add(new ProposalChange(file.Sitting.Id, first, second));
            }
        }
        changed.Sort(static (one, other) => string.CompareOrdinal(one.Sitting, other.Sitting));
        return new PackComparison { Before = before, After = after, Judged = judged, Changed = changed };
    }

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JudgementJson.Readable))
        {
            json.WriteStartObject();
            JudgementJson.WritePack(json, "after", After);
            JudgementJson.WritePack(json, "before", Before);
            JudgementJson.WriteList(json, "changed", Changed, change => Write(json, change));
            json.WriteNumber("judged", Judged);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static bool Differ(Proposal one, Proposal other) =>
        one.Outcome != other.Outcome || one.Class != other.Class || one.Points != other.Points || one.Reason != other.Reason || one.Document != other.Document;

    private static void Write(Utf8JsonWriter json, ProposalChange change)
    {
        json.WriteStartObject();
        WriteSide(json, "after", change.After);
        WriteSide(json, "before", change.Before);
        json.WriteString("sitting", change.Sitting);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string key, Judgement judgement)
    {
        json.WriteStartObject(key);
        ProposalJson.Write(json, judgement.Proposal);
        JudgementJson.WriteNumber(json, "score", judgement.Score.Trust);
        json.WriteEndObject();
    }
}

/// <summary>A sitting whose proposal differs between two packs.</summary>
public sealed record ProposalChange(string Sitting, Judgement Before, Judgement After);

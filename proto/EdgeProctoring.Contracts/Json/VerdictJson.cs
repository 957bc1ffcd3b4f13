using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>The JSON form of a verdict. What tells it from an observation is its <c>decision</c>.</summary>
public static class VerdictJson
{
    private const int MostSeats = 64;

    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("decision", JsonWords.Word(JsonWords.Decisions, verdict.Decision));
        json.WriteString("id", verdict.Id);
        json.WriteString("by", verdict.By);
        json.WriteString("at", JsonTime.Text(verdict.At));
        JsonLists.Write(json, "code", verdict.Code?.Text());
        JsonLists.Write(json, "from", verdict.From);
        JsonLists.Write(json, "to", verdict.To);
        JsonLists.Write(json, "newCode", verdict.NewCode?.Text());
        JsonLists.Write(json, "seats", verdict.Seats);
        JsonLists.Write(json, "evidence", verdict.Evidence);
        JsonLists.Write(json, "reason", verdict.Reason);
        JsonLists.Write(json, "undoes", verdict.Undoes);
        json.WriteEndObject();
    }

    internal static Verdict? Read(JsonElement element, Action<Refusal> refuse)
    {
        var clean = true;
        var fields = new JsonFields(element, "verdict", refusal =>
        {
            clean = false;
            refuse(refusal);
        });
        var decision = fields.Choice("decision", JsonWords.Decisions, required: true);
        var isUndo = decision == VerdictKind.Undo;
        var verdict = new Verdict
        {
            Id = fields.Id("id"),
            Decision = decision ?? VerdictKind.Confirm,
            By = fields.Id("by"),
            At = fields.Time("at", required: true) ?? default,
            Code = isUndo ? null : fields.Code("code", required: true),
            From = isUndo ? null : fields.Time("from", required: true),
            To = isUndo ? null : fields.Time("to", required: true),
            NewCode = decision == VerdictKind.Recode ? fields.Code("newCode", required: true) : null,
            Seats = isUndo ? [] : fields.Ids("seats", MostSeats),
            Evidence = isUndo ? [] : fields.Ids("evidence", Limits.EvidencePerObservation),
            Reason = fields.Text("reason", Limits.TextLength, required: decision == VerdictKind.Dismiss),
            Undoes = isUndo ? fields.OptionalId("undoes", required: true) : null,
        };
        if (verdict.To < verdict.From)
        {
            fields.Refuse("to", JsonTime.Text(verdict.To.Value), "not before from");
        }
        if (verdict.NewCode is { } code && code == verdict.Code)
        {
            fields.Refuse("newCode", code.Text(), "another code than before");
        }
        fields.RefuseUnknown();
        return clean ? verdict : null;
    }
}

using System.Text.Json;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The JSON form of an incident.</summary>
public static class IncidentJson
{
    public static void Write(Utf8JsonWriter json, Incident incident, Language language)
    {
        json.WriteStartObject();
        json.WriteString("class", PackWords.Word(PackWords.Classes, incident.Class));
        json.WriteString("code", incident.Code.Text());
        json.WriteNumber("countedMilliseconds", incident.Counted);
        json.WriteBoolean("covered", incident.IsCovered);
        JudgementJson.WriteList(json, "evidence", incident.Evidence, json.WriteStringValue);
        json.WriteString("exempt", JudgementWords.Of(incident.Exempt));
        json.WriteString("from", JsonTime.Text(incident.From));
        json.WriteBoolean("gazeAlone", incident.IsGazeAlone);
        json.WriteString("id", incident.Id);
        json.WriteBoolean("inGrace", incident.InGrace);
        json.WriteBoolean("open", incident.IsOpen);
        json.WriteString("review", JudgementWords.Of(incident.Review));
        json.WriteString("scope", JudgementWords.Of(incident.Scope));
        JudgementJson.WriteList(json, "seats", incident.Seats, json.WriteStringValue);
        JudgementJson.WriteList(json, "sources", incident.Sources, source => json.WriteStringValue(source.ToString()));
        json.WriteString("to", JsonTime.Text(incident.To));
        JudgementJson.WriteList(json, "verdicts", incident.Verdicts, json.WriteStringValue);
        WriteReason(json, incident, language);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, Incident incident, Language language)
    {
        var why = incident.Why;
        json.WriteStartObject("why");
        JudgementJson.WriteNumber(json, "atLeastMilliseconds", why.AtLeast);
        JudgementJson.WriteList(json, "corroboratedBy", why.CorroboratedBy, json.WriteStringValue);
        JudgementJson.WriteNumber(json, "counted", why.Counted);
        JudgementJson.WriteNumber(json, "expected", why.Expected);
        json.WriteNumber("milliseconds", why.Milliseconds);
        json.WriteString("rule", PackWords.Word(PackWords.RuleKinds, why.Rule));
        JudgementJson.WriteList(json, "saw", why.Saw, json.WriteStringValue);
        json.WriteBoolean("secondCamera", why.SecondCamera);
        json.WriteString("text", Explanation.Of(incident, language));
        json.WriteString("verdict", why.Verdict);
        json.WriteEndObject();
    }
}

using System.Text.Json;

namespace EdgeProctoring.Rules;

/// <summary>The JSON form of a proposal.</summary>
public static class ProposalJson
{
    public static void Write(Utf8JsonWriter json, Proposal proposal)
    {
        json.WriteStartObject("proposal");
        JudgementJson.WriteList(json, "alternatives", proposal.Alternatives, outcome => json.WriteStringValue(PackWords.Word(PackWords.Outcomes, outcome)));
        json.WriteString("class", PackWords.Word(PackWords.Classes, proposal.Class));
        json.WriteBoolean("confirmed", proposal.IsConfirmed);
        json.WriteString("document", PackWords.Word(PackWords.Documents, proposal.Document));
        JudgementJson.WriteList(json, "incidents", proposal.Incidents, json.WriteStringValue);
        json.WriteString("outcome", PackWords.Word(PackWords.Outcomes, proposal.Outcome));
        JudgementJson.WriteNumber(json, "points", proposal.Points);
        json.WriteString("reason", JudgementWords.Of(proposal.Reason));
        json.WriteEndObject();
    }
}

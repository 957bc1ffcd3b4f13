using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>
/// All of an incident that is worth a new line in the record. The end of one that goes on is not: it would be a line a second.
/// </summary>
internal static class IncidentMark
{
    public const string Removed = "removed";

    public static string Of(Incident incident) => string.Join('|',
        incident.Code.Text(), incident.Scope, incident.Class, incident.Review, incident.Exempt,
        Flags(incident.IsOpen, incident.InGrace, incident.IsCovered, incident.IsGazeAlone),
        Microseconds(incident.From), incident.IsOpen ? "" : Microseconds(incident.To), incident.IsOpen ? "" : Number(incident.Counted),
        string.Join(',', incident.Seats), string.Join(',', incident.Sources), string.Join(',', incident.Evidence),
        string.Join(',', incident.Verdicts), string.Join(',', incident.Why.CorroboratedBy), incident.Why.Verdict);

    private static string Flags(params ReadOnlySpan<bool> flags)
    {
        var letters = new char[flags.Length];
        for (var at = 0; at < flags.Length; at++)
        {
            letters[at] = flags[at] ? '1' : '0';
        }
        return new string(letters);
    }

    private static string Microseconds(DateTimeOffset time) => Number(WireTime.ToMicroseconds(time));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

namespace EdgeProctoring.Rules;

/// <summary>An incident, what it was made of, and the time of it that counts and that a person confirmed.</summary>
internal sealed record Entry(Incident Incident, Finding Finding, int Twin, List<Span> Standing, List<Span> Confirmed);

/// <summary>In order of time, then by what does not depend on the order of arrival.</summary>
internal static class EntryOrder
{
    public static int Compare(Entry one, Entry other)
    {
        var order = Compare(one.Finding, other.Finding);
        return order != 0 ? order : string.CompareOrdinal(one.Incident.Id, other.Incident.Id);
    }

    public static int Compare(Finding one, Finding other)
    {
        var order = one.From.CompareTo(other.From);
        order = order != 0 ? order : one.Code.CompareTo(other.Code);
        order = order != 0 ? order : one.To.CompareTo(other.To);
        return order != 0 ? order : string.CompareOrdinal(one.Anchor, other.Anchor);
    }
}

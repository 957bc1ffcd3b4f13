using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Orders of verdicts that depend on their content alone.</summary>
internal static class VerdictOrder
{
    public static int CompareTime(Verdict one, Verdict other)
    {
        var order = one.At.CompareTo(other.At);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    /// <summary>For two verdicts that claim one id: the lesser by content counts.</summary>
    public static int CompareContent(Verdict one, Verdict other)
    {
        var order = one.At.CompareTo(other.At);
        order = order != 0 ? order : string.CompareOrdinal(one.By, other.By);
        order = order != 0 ? order : one.Decision.CompareTo(other.Decision);
        order = order != 0 ? order : Nullable.Compare(one.Code, other.Code);
        order = order != 0 ? order : Nullable.Compare(one.From, other.From);
        order = order != 0 ? order : Nullable.Compare(one.To, other.To);
        order = order != 0 ? order : Nullable.Compare(one.NewCode, other.NewCode);
        order = order != 0 ? order : string.CompareOrdinal(one.Undoes, other.Undoes);
        order = order != 0 ? order : string.CompareOrdinal(one.Reason, other.Reason);
        order = order != 0 ? order : string.CompareOrdinal(string.Join('\n', one.Seats), string.Join('\n', other.Seats));
        return order != 0 ? order : string.CompareOrdinal(string.Join('\n', one.Evidence), string.Join('\n', other.Evidence));
    }
}

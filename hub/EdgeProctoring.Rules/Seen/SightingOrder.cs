namespace EdgeProctoring.Rules;

/// <summary>Orders that depend on nothing but content, so that no order of arrival can show.</summary>
internal static class SightingOrder
{
    /// <summary>By what revisions of one observation have in common; 0 where a merge may take either.</summary>
    public static int CompareContent(Sighting one, Sighting other)
    {
        if (ReferenceEquals(one.Detail, other.Detail) && ReferenceEquals(one.Subject, other.Subject) && one.Kind == other.Kind && one.Source == other.Source)
        {
            return 0;
        }
        var order = string.CompareOrdinal(one.KindName.Name, other.KindName.Name);
        order = order != 0 ? order : CompareSource(one, other);
        order = order != 0 ? order : CompareSubject(one, other);
        return order != 0 ? order : CompareDetail(one, other);
    }

    /// <summary>By everything, for messages that claim the same sender, boot and number.</summary>
    public static int CompareMessage(Sighting one, Sighting other)
    {
        var order = string.CompareOrdinal(one.Id, other.Id);
        order = order != 0 ? order : one.From.CompareTo(other.From);
        order = order != 0 ? order : one.To.CompareTo(other.To);
        order = order != 0 ? order : one.Confidence.CompareTo(other.Confidence);
        order = order != 0 ? order : CompareContent(one, other);
        return order != 0 ? order : CompareTexts(one.Evidence, other.Evidence);
    }

    private static int CompareSource(Sighting one, Sighting other)
    {
        var order = one.Source.Kind.CompareTo(other.Source.Kind);
        order = order != 0 ? order : string.CompareOrdinal(one.Source.Sender, other.Source.Sender);
        return order != 0 ? order : string.CompareOrdinal(one.Source.Camera, other.Source.Camera);
    }

    private static int CompareSubject(Sighting one, Sighting other)
    {
        var order = string.CompareOrdinal(one.Subject.Sitting, other.Subject.Sitting);
        order = order != 0 ? order : string.CompareOrdinal(one.Subject.Exam, other.Subject.Exam);
        order = order != 0 ? order : string.CompareOrdinal(one.Subject.Room, other.Subject.Room);
        return order != 0 ? order : string.CompareOrdinal(one.Subject.Seat, other.Subject.Seat);
    }

    private static int CompareDetail(Sighting one, Sighting other)
    {
        var (left, right) = (one.Detail, other.Detail);
        var order = Nullable.Compare(left.Count, right.Count);
        order = order != 0 ? order : Nullable.Compare(left.Staff, right.Staff);
        order = order != 0 ? order : Nullable.Compare(left.Level, right.Level);
        order = order != 0 ? order : Nullable.Compare(left.Yaw, right.Yaw);
        order = order != 0 ? order : Nullable.Compare(left.Pitch, right.Pitch);
        order = order != 0 ? order : string.CompareOrdinal(left.OtherSeat, right.OtherSeat);
        order = order != 0 ? order : string.CompareOrdinal(left.Label, right.Label);
        return order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
    }

    private static int CompareTexts(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        for (var at = 0; at < Math.Min(one.Count, other.Count); at++)
        {
            var order = string.CompareOrdinal(one[at], other[at]);
            if (order != 0)
            {
                return order;
            }
        }
        return one.Count.CompareTo(other.Count);
    }
}

using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>How an observation concerns a sitting.</summary>
internal enum Relation
{
    Foreign = 0,
    /// <summary>The examinee, or the seat where the examinee sat.</summary>
    Own,
    /// <summary>The other seat of a pair.</summary>
    Other,
    /// <summary>The room, or equipment that watches it.</summary>
    Room,
}

internal static class Relations
{
    /// <summary>What can never concern this sitting, whatever becomes of its seats.</summary>
    public static bool IsForeign(Sitting sitting, Subject subject) =>
        (subject.Sitting is not null && subject.Sitting != sitting.Id)
        || (subject.Exam is not null && subject.Exam != sitting.Exam)
        || (subject.Room is not null && subject.Room != sitting.Room);

    /// <summary>How what was kept concerns the sitting as it is now; what <see cref="IsForeign"/> never was.</summary>
    public static Relation Of(Sitting sitting, Sighting sighting)
    {
        var subject = sighting.Subject;
        if (subject.Sitting is not null)
        {
            return Relation.Own;
        }
        if (subject.Seat is not null)
        {
            return SatAt(sitting, subject.Seat) ? Relation.Own
                : sighting.Detail.OtherSeat is { } other && SatAt(sitting, other) ? Relation.Other
                : Relation.Foreign;
        }
        return subject.Room is not null || IsView(sitting, sighting.Source) ? Relation.Room : Relation.Foreign;
    }

    /// <summary>Whether a room's equipment matters to this sitting: it is one of the views, or nobody said which the views are.</summary>
    public static bool Watches(Sitting sitting, Source source) => sitting.Views.Count == 0 || IsView(sitting, source);

    private static bool IsView(Sitting sitting, Source source)
    {
        foreach (var view in sitting.Views)
        {
            if (SameDevice(view.Source, source))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>One camera, or the whole node that it belongs to.</summary>
    public static bool SameDevice(Source one, Source other) =>
        one.Kind == other.Kind && one.Sender == other.Sender && (one.Camera is null || other.Camera is null || one.Camera == other.Camera);

    private static bool SatAt(Sitting sitting, string seat)
    {
        foreach (var stay in sitting.Seats)
        {
            if (stay.Seat == seat)
            {
                return true;
            }
        }
        return false;
    }
}

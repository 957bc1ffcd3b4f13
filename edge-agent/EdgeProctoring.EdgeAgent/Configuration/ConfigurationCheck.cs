using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Whether a configuration can be applied here as a whole. The wire has checked the limits; this checks the sense.</summary>
internal static class ConfigurationCheck
{
    public static IReadOnlyList<string> Faults(NodeConfiguration wanted, NodeConfiguration? current, string node, string profile)
    {
        var faults = new List<string>();
        if (wanted.Node != node)
        {
            faults.Add($"it is for node '{wanted.Node}'; this is '{node}'");
        }
        if (wanted.Profile != profile)
        {
            faults.Add($"profile is '{wanted.Profile}'; this node is set up as '{profile}'");
        }
        if (wanted.Version < current?.Version)
        {
            faults.Add($"version {wanted.Version} is older than {current.Version}, which is in force; an older one is never applied");
        }
        if (wanted.Version == current?.Version && !Wire.Encode(wanted).AsSpan().SequenceEqual(Wire.Encode(current)))
        {
            faults.Add($"version {wanted.Version} is in force with another content; a change needs a higher version");
        }
        faults.AddRange(Twice(wanted.Cameras.Select(camera => camera.Id)).Select(id => $"camera '{id}' is named twice; ids must differ"));
        faults.AddRange(Twice(wanted.Exams.Select(exam => exam.Exam)).Select(id => $"exam '{id}' is named twice; ids must differ"));
        faults.AddRange(wanted.Cameras.SelectMany(Faults));
        faults.AddRange(wanted.Exams.SelectMany(exam => Faults(exam, wanted.Cameras)));
        return faults;
    }

    /// <summary>
    /// Whether it has to wait: it would change a camera through which a running exam is watched, or what is recorded of it.
    /// Exams may be added, moved and ended at any time.
    /// </summary>
    public static bool MustWait(NodeConfiguration wanted, NodeConfiguration? current, DateTimeOffset now)
    {
        var running = current?.Exams.Where(exam => exam.From <= now && now < exam.To && wanted.Exams.Any(kept => kept.Exam == exam.Exam && now < kept.To)).ToList();
        return running is { Count: > 0 } && (wanted.Recording != current!.Recording || current.Cameras
            .Where(camera => running.Exists(exam => exam.Room == camera.Room))
            .Any(camera => !wanted.Cameras.Any(other => IsSame(camera, other))));
    }

    public static bool IsSame(CameraSettings one, CameraSettings other) =>
        one with { Seats = other.Seats } == other && one.Seats.Count == other.Seats.Count && one.Seats.Zip(other.Seats).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(SeatPlace one, SeatPlace other) => one with { Corners = other.Corners } == other && one.Corners.SequenceEqual(other.Corners);

    private static IEnumerable<string> Faults(CameraSettings camera)
    {
        if (!Topics.IsName(camera.Id))
        {
            yield return $"camera '{camera.Id}': the id must be 1 to {Topics.NameLength} lower-case letters, digits or hyphens";
        }
        if (!CameraAddress.TryParse(camera.Address, out _, out var fault))
        {
            yield return $"camera '{camera.Id}': the address is none that this node can play; {fault}";
        }
        foreach (var seat in Twice(camera.Seats.Select(seat => seat.Id)))
        {
            yield return $"camera '{camera.Id}': seat '{seat}' is in its map twice";
        }
    }

    private static IEnumerable<string> Faults(ExamWindow exam, IReadOnlyList<CameraSettings> cameras)
    {
        var watching = cameras.Where(camera => camera.Room == exam.Room).ToList();
        if (exam.To <= exam.From)
        {
            yield return $"exam '{exam.Exam}' ends before it begins";
        }
        if (watching.Count == 0)
        {
            yield return $"exam '{exam.Exam}' is in room '{exam.Room}', which no camera of this node watches";
            yield break;
        }
        var seats = watching.SelectMany(camera => camera.Seats).Select(seat => seat.Id).ToHashSet();
        foreach (var seat in exam.Seats.Where(seat => !seats.Contains(seat)))
        {
            yield return $"exam '{exam.Exam}': seat '{seat}' is in no camera's map";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key);
}

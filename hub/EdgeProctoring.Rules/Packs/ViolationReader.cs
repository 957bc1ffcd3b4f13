using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Reads <c>violations</c>: class, cost and place of each code.</summary>
internal static class ViolationReader
{
    public static IReadOnlyList<Violation> Read(PackNode? node, PackFields head, List<PackError> errors)
    {
        var violations = new List<Violation>();
        if (node?.Entries is null)
        {
            head.Refuse(node?.Line ?? head.Line, "violations", node?.Shape, "a map of violation codes");
            return violations;
        }
        foreach (var (key, value) in node.Entries)
        {
            if (!ViolationCodes.TryParse(key, out var code))
            {
                head.Refuse(value.Line, $"violations.{key}", key, "a code of the catalogue");
            }
            violations.Add(Read(code, new PackFields(value, $"violations.{key}", errors)));
        }
        return violations;
    }

    private static Violation Read(ViolationCode code, PackFields line)
    {
        var known = line.Choice("class", PackWords.Classes) ?? ViolationClass.None;
        var cap = line.Number("cap", 0, 1000).GetValueOrDefault();
        var tau = line.Duration("tau") ?? 1;
        var modes = ModesOf(line);
        var from = line.Citation();
        line.RefuseUnknown();
        if (tau == 0)
        {
            line.Refuse(line.Line, "tau", "0", "more than 0: half the cap is lost after it");
        }
        if (known == ViolationClass.F && Gaze.IsGaze(code))
        {
            line.Refuse(line.Line, "class", "F", "FX or none: gaze alone proves nothing");
        }
        return new Violation(code, known, cap, tau, modes, from);
    }

    public static Modes ModesOf(PackFields line)
    {
        var modes = line.Words("modes", string.Join(", ", PackWords.Modes.Keys),
            static text => PackWords.Modes.TryGetValue(text, out var mode) ? mode : (Modes?)null);
        return modes.Count == 0 ? Modes.Both : modes.Aggregate((all, mode) => all | mode);
    }
}

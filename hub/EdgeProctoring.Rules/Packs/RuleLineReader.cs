using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Reads <c>rules</c>. A key that a rule of this kind does not use is an error, as a misspelt one is.</summary>
internal static class RuleLineReader
{
    private const int MostPixels = 100_000;

    public static IReadOnlyList<RuleLine> Read(PackNode? node, PackFields head, IReadOnlyList<Violation> violations, List<PackError> errors)
    {
        var rules = new List<RuleLine>();
        if (node?.Items is null)
        {
            head.Refuse(node?.Line ?? head.Line, "rules", node?.Shape, "a list of rules");
            return rules;
        }
        if (node.Items.Count > RulePack.MostRules)
        {
            head.Refuse(node.Line, "rules", $"{node.Items.Count} rules", $"at most {RulePack.MostRules}");
        }
        foreach (var item in node.Items)
        {
            rules.Add(Read(new PackFields(item, $"rules[{rules.Count}]", errors), violations));
        }
        return rules;
    }

    private static RuleLine Read(PackFields line, IReadOnlyList<Violation> violations)
    {
        var kind = line.Choice("rule", PackWords.RuleKinds) ?? RuleKind.Sustained;
        var code = kind == RuleKind.Reported ? ViolationCode.Ethics : Code(line);
        var sees = kind == RuleKind.Reported ? [ObservationKind.PersonReported] : Kinds(line, "sees", required: true);
        var by = kind == RuleKind.Corroborated ? Kinds(line, "by", required: false) : [];
        var raised = kind == RuleKind.Corroborated ? line.Choice("raised", PackWords.Classes, required: false) : null;
        var cameras = kind == RuleKind.Corroborated ? line.Number("cameras", 2, 8, required: false) ?? 0 : 0;
        var read = new RuleLine
        {
            Code = code.GetValueOrDefault(),
            Kind = kind,
            Sees = sees,
            Modes = ViolationReader.ModesOf(line),
            Confidence = line.Number("confidence", 0, Limits.FullConfidence, required: false) ?? 0,
            Sustain = kind is RuleKind.Point or RuleKind.Reported ? 0 : line.Duration("sustain") ?? 0,
            Gap = line.Duration("gap", required: false) ?? 0,
            Nominal = kind is RuleKind.Point or RuleKind.Object or RuleKind.Reported ? line.Duration("nominal", required: kind != RuleKind.Object) ?? 0 : 0,
            Floor = kind is RuleKind.Equipment or RuleKind.Reported ? 0 : line.Number("floor", 1, MostPixels, required: false) ?? 0,
            Level = HasThreshold(kind) ? line.Number("level", 0, 1_000_000, required: false) : null,
            Yaw = HasThreshold(kind) ? line.Number("yaw", 0, Limits.HeadDegrees, required: false) : null,
            Aids = kind is RuleKind.Equipment or RuleKind.Reported ? [] : Aids(line),
            Accommodations = kind is RuleKind.Equipment or RuleKind.Reported ? [] : line.Words("accommodations", string.Join(", ", PackWords.Accommodations.Keys),
                static text => PackWords.Accommodations.TryGetValue(text, out var granted) ? granted : (AccommodationKind?)null),
            Consent = kind == RuleKind.Equipment ? null : line.Text("consent", "identity", static text => text == "identity", required: false),
            RoomInHall = kind is not (RuleKind.Equipment or RuleKind.Pair or RuleKind.Reported) && Yes(line, "room-in-hall"),
            By = by,
            Cameras = cameras,
            Within = kind == RuleKind.Corroborated ? line.Duration("within") ?? 0 : 0,
            Alone = kind == RuleKind.Corroborated ? line.Choice("alone", PackWords.Alone) ?? Alone.Skip : Alone.Skip,
            Raised = raised,
            ChargesBoth = kind == RuleKind.Pair && Yes(line, "charges-both"),
            Pauses = kind == RuleKind.Equipment ? Pauses(line) : Senses.None,
            From = line.Citation(),
            Sense = sees.Aggregate(Senses.None, (all, seen) => all | SenseOfKind.Of(seen)),
            IsGaze = sees.Count > 0 && sees.TrueForAll(SenseOfKind.IsGaze),
        };
        line.RefuseUnknown();
        Check(line, read, code is not null, violations);
        return read;
    }

    // A line without a code is refused already; what else is wrong with it is told all the same.
    private static void Check(PackFields line, RuleLine read, bool hasCode, IReadOnlyList<Violation> violations)
    {
        if (hasCode && read.Kind is not (RuleKind.Equipment or RuleKind.Reported) && !violations.Any(violation => violation.Code == read.Code))
        {
            line.Refuse(line.Line, "code", read.Code.Text(), "a code that is listed under violations");
        }
        if (read.Kind == RuleKind.Corroborated && read.By.Count == 0 && read.Cameras == 0)
        {
            line.Refuse(line.Line, "by", null, "kinds that corroborate, or cameras: 2");
        }
        if (read is { Raised: ViolationClass.F, IsGaze: true } && (read.Cameras != 0 || read.By.Any(SenseOfKind.IsGaze)))
        {
            line.Refuse(line.Line, "raised", "F", "FX or none where gaze or a second camera corroborates gaze: gaze alone proves nothing");
        }
        if (hasCode && read.IsGaze && violations.Any(violation => violation.Code == read.Code && violation.Class == ViolationClass.F))
        {
            line.Refuse(line.Line, "sees", string.Join(", ", read.Sees), "a violation of class FX or none: gaze alone proves nothing");
        }
        if (read is { Level: not null, Yaw: not null })
        {
            line.Refuse(line.Line, "yaw", $"{read.Yaw}", "level or yaw, not both");
        }
    }

    private static ViolationCode? Code(PackFields line)
    {
        var text = line.Text("code", "a code of the catalogue", static text => ViolationCodes.TryParse(text, out _));
        return text is not null && ViolationCodes.TryParse(text, out var code) ? code : null;
    }

    private static List<ObservationKind> Kinds(PackFields line, string key, bool required) =>
        line.Words(key, "kinds of the catalogue", static text => ObservationKind.TryParse(text, out var kind) && kind.IsKnown ? kind : (ObservationKind?)null, required);

    private static bool HasThreshold(RuleKind kind) =>
        kind is RuleKind.Sustained or RuleKind.Corroborated or RuleKind.Point or RuleKind.Equipment;

    private static List<string> Aids(PackFields line)
    {
        var aids = line.Words("aids", "small words", static text => IsWord(text) ? new Aid(text) : (Aid?)null);
        return [.. aids.Select(aid => aid.Name)];
    }

    private static Senses Pauses(PackFields line)
    {
        if (!line.Has("pauses"))
        {
            return Senses.All;
        }
        var senses = line.Words("pauses", string.Join(", ", PackWords.Senses.Keys),
            static text => PackWords.Senses.TryGetValue(text, out var sense) ? sense : (Senses?)null);
        return senses.Aggregate(Senses.None, static (all, sense) => all | sense);
    }

    private static bool Yes(PackFields line, string key) => line.Text(key, "yes", static text => text == "yes", required: false) is not null;

    private static bool IsWord(string text) => text.Length is > 0 and <= Limits.LabelLength && text.All(letter => char.IsAsciiLetterLower(letter) || letter == '-');

    private readonly record struct Aid(string Name);
}

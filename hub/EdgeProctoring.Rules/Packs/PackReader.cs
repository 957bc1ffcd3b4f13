using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Reads a pack from its YAML text. All errors are found at once, each with its line; unknown keys are errors.</summary>
public static class PackReader
{
    /// <summary>Characters of a pack's text.</summary>
    public const int MostCharacters = PackTree.MostCharacters;

    /// <summary>The pack, or a <see cref="PackException"/> that lists every error.</summary>
    public static RulePack Read(string yaml) =>
        TryRead(yaml, out var pack, out var errors) ? pack! : throw new PackException(errors);

    public static bool TryRead(string yaml, out RulePack? pack, out IReadOnlyList<PackError> errors)
    {
        var found = new List<PackError>();
        var content = PackTree.Read(yaml, found) is { } root ? Content(root, found) : null;
        errors = [.. found.OrderBy(error => error.Line).ThenBy(error => error.Refusal.Field, StringComparer.Ordinal)];
        pack = content is not null && found.Count == 0 ? new RulePack(content, PackHash.Of(content)) : null;
        return pack is not null;
    }

    private static PackContent? Content(PackNode root, List<PackError> errors)
    {
        var head = new PackFields(root, "", errors);
        if (root.Entries is null)
        {
            return null;
        }
        var id = head.Text("id", "1 to 64 small letters, digits and hyphens",
            text => text.Length is > 0 and <= Limits.IdLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));
        var version = head.Number("version", 1, 1_000_000);
        var title = Title(head, errors);
        var grace = Cited(head, "grace", errors, fields => fields.Duration("value"));
        var countsAfter = Cited(head, "counts-after", errors, fields => fields.Duration("value"));
        var idleEnd = Cited(head, "idle-end", errors, fields => fields.Duration("value"));
        var floor = Cited(head, "coverage-floor", errors, fields => fields.Number("value", 0, 1000));
        var keep = Cited(head, "keep-days", errors, fields => fields.Number("value", 1, 3650));
        var outcomes = OutcomeReader.Read(head.Node("outcomes"), head, errors);
        var violations = ViolationReader.Read(head.Node("violations"), head, errors);
        var rules = RuleLineReader.Read(head.Node("rules"), head, violations, errors);
        head.RefuseUnknown();
        return errors.Count > 0 ? null : new PackContent
        {
            Id = id!,
            Version = version!.Value,
            Title = title,
            Grace = grace!,
            CountsAfter = countsAfter!,
            IdleEnd = idleEnd!,
            CoverageFloor = floor!,
            KeepDays = keep!,
            Outcomes = outcomes,
            Violations = violations,
            Rules = rules,
        };
    }

    private static Dictionary<string, string> Title(PackFields head, List<PackError> errors)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        if (head.Node("title") is not { } node)
        {
            head.Refuse(head.Line, "title", null, "a map of kk, ru and en");
            return titles;
        }
        var fields = new PackFields(node, "title", errors);
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            titles[language] = fields.Text(language, "1 to 128 characters", text => text.Length is > 0 and <= 128) ?? "";
        }
        fields.RefuseUnknown();
        return titles;
    }

    private static Cited<T>? Cited<T>(PackFields head, string key, List<PackError> errors, Func<PackFields, T?> value) where T : struct
    {
        if (head.Node(key) is not { } node)
        {
            head.Refuse(head.Line, key, null, "a map of value and from");
            return null;
        }
        var fields = new PackFields(node, key, errors);
        var read = value(fields);
        var from = fields.Citation();
        fields.RefuseUnknown();
        return read is { } number ? new Cited<T>(number, from) : null;
    }
}

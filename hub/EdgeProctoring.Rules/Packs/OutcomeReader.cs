namespace EdgeProctoring.Rules;

/// <summary>Reads <c>outcomes</c>: what the classes F and FX lead to.</summary>
internal static class OutcomeReader
{
    public static IReadOnlyDictionary<ViolationClass, OutcomeLine> Read(PackNode? node, PackFields head, List<PackError> errors)
    {
        var outcomes = new Dictionary<ViolationClass, OutcomeLine>();
        if (node is null)
        {
            head.Refuse(head.Line, "outcomes", null, "a map of F and FX");
            return outcomes;
        }
        var fields = new PackFields(node, "outcomes", errors);
        foreach (var (word, known) in PackWords.Classes)
        {
            if (known == ViolationClass.None)
            {
                continue;
            }
            if (fields.Node(word) is { } line)
            {
                outcomes[known] = Read(new PackFields(line, $"outcomes.{word}", errors));
            }
            else
            {
                fields.Refuse(fields.Line, word, null, "what this class leads to");
            }
        }
        fields.RefuseUnknown();
        return outcomes;
    }

    private static OutcomeLine Read(PackFields line)
    {
        var propose = line.Choice("propose", PackWords.Outcomes) ?? Outcome.None;
        var points = line.Number("points", 0, 100, required: propose == Outcome.Points);
        if (points is not null && propose is not (Outcome.Points or Outcome.Annul))
        {
            line.Refuse(line.Line, "points", $"{points}", "absent: only points and annul set points");
        }
        var document = line.Choice("document", PackWords.Documents, required: false) ?? DecisionDocument.None;
        var alternatives = line.Words("or", string.Join(", ", PackWords.Outcomes.Keys),
            static text => PackWords.Outcomes.TryGetValue(text, out var outcome) ? outcome : (Outcome?)null);
        var from = line.Citation();
        line.RefuseUnknown();
        return new OutcomeLine(propose, points, document, alternatives, from);
    }
}

namespace EdgeProctoring.Rules;

/// <summary>
/// Something that proves little on its own: it needs another observation, or the same from a second camera, near in time.
/// Uncorroborated it is skipped, free, or of the violation's own class, as the pack says; corroborated it may be raised.
/// </summary>
internal sealed class CorroboratedRule(RuleLine line) : IRule
{
    private readonly Func<Sighting, bool>? _wanted = Thresholds.Of(line);

    public RuleLine Line => line;

    public void Judge(SittingView sitting, List<Finding> findings)
    {
        List<Stretch>? others = null;
        foreach (var stretch in sitting.Stretches(line, _wanted))
        {
            if (stretch.Length < line.Sustain)
            {
                continue;
            }
            others ??= sitting.Corroborating(line);
            var kinds = Near(stretch, others);
            var cameras = line.Cameras != 0 && SeenByCameras(stretch);
            if (kinds.Count > 0 || cameras)
            {
                var finding = Findings.From(sitting, line, stretch);
                findings.Add(finding with
                {
                    Class = line.Raised,
                    IsGazeAlone = false,
                    Why = finding.Why with { CorroboratedBy = kinds, SecondCamera = cameras },
                });
            }
            else if (line.Alone != Alone.Skip)
            {
                var finding = Findings.From(sitting, line, stretch);
                findings.Add(line.Alone == Alone.Counts ? finding : finding with { Class = ViolationClass.None, Charges = false });
            }
        }
    }

    private List<string> Near(Stretch stretch, List<Stretch> others)
    {
        var kinds = new List<string>();
        foreach (var other in others)
        {
            if (other.From - line.Within <= stretch.To && stretch.From <= other.To + line.Within)
            {
                foreach (var piece in other.Pieces)
                {
                    if (IsNear(piece, stretch) && !kinds.Contains(piece.Seen.KindName.Name))
                    {
                        kinds.Add(piece.Seen.KindName.Name);
                    }
                }
            }
        }
        kinds.Sort(string.CompareOrdinal);
        return kinds;
    }

    private bool IsNear(Piece piece, Stretch stretch) => piece.From - line.Within <= stretch.To && stretch.From <= piece.To + line.Within;

    // Depth of the pieces, each widened by the window and joined per camera: enough cameras at one moment corroborate.
    private bool SeenByCameras(Stretch stretch)
    {
        var edges = new List<(long At, int Step)>();
        foreach (var camera in stretch.Pieces.ToArray().GroupBy(static piece => piece.Seen.Source))
        {
            foreach (var span in SpanList.Union([.. camera.Select(piece => new Span(piece.From, piece.To + line.Within))]))
            {
                edges.Add((span.From, 1));
                edges.Add((span.To, -1));
            }
        }
        edges.Sort(static (one, other) => one.At != other.At ? one.At.CompareTo(other.At) : other.Step.CompareTo(one.Step));
        var depth = 0;
        foreach (var (_, step) in edges)
        {
            depth += step;
            if (depth >= line.Cameras)
            {
                return true;
            }
        }
        return false;
    }
}

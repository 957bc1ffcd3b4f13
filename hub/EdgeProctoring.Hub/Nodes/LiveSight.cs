namespace EdgeProctoring.Hub.Nodes;

/// <summary>What is looked at: all who look at the same share one view of the node, which serves only a few.</summary>
internal sealed record LiveSight(string Camera, string Seat, int Width)
{
    private static readonly int[] _widths = [320, 640, 960, 1280, 1920];

    /// <summary>The nearest width that is wide enough: nearly the same is the same.</summary>
    public static int WidthFor(int asked) => Array.Find(_widths, width => width >= asked) is > 0 and var enough ? enough : _widths[^1];
}

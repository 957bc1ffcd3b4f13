namespace EdgeProctoring.Rules.Tests;

/// <summary>What the plain engine does with its painted seconds.</summary>
internal static class Painting
{
    public static void Paint(bool[] cells, int from, int to)
    {
        for (var cell = Math.Max(0, from); cell < Math.Min(cells.Length, to); cell++)
        {
            cells[cell] = true;
        }
    }

    public static List<(int From, int To)> Runs(bool[] cells, RuleLine line)
    {
        var runs = new List<(int From, int To)>();
        for (var cell = 0; cell < cells.Length; cell++)
        {
            if (!cells[cell])
            {
                continue;
            }
            if (runs.Count > 0 && cell - runs[^1].To <= line.Gap / Reference.Cell)
            {
                runs[^1] = (runs[^1].From, cell + 1);
            }
            else
            {
                runs.Add((cell, cell + 1));
            }
        }
        return [.. runs.Where(run => (run.To - run.From) * (long)Reference.Cell >= line.Sustain)];
    }

    public static bool IsNear((int From, int To) run, bool[] others, int within) =>
        others.AsSpan(Math.Max(0, run.From - within - 1)..Math.Min(others.Length, run.To + within + 1)).Contains(true);

    public static long Milliseconds(bool[] cells) => cells.Count(cell => cell) * (long)Reference.Cell;
}

namespace EdgeProctoring.Hub.Exams;

/// <summary>A table out of a file: its rows that hold anything, or as many as could be read, and what is wrong with the file.</summary>
internal sealed record Table(IReadOnlyList<TableRow> Rows, string? Fault)
{
    public const int MostRows = 5_000;
    public const int MostColumns = 64;
    public const int LongestCell = 512;
}

/// <summary>One row of a table file: the line where it begins, and its cells.</summary>
internal sealed record TableRow(int Line, IReadOnlyList<string> Cells);

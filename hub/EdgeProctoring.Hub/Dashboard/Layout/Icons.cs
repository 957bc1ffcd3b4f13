namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The outlines of the pages' icons, in a box of 16 × 16.</summary>
internal static class Icons
{
    private static readonly Dictionary<string, string> _shapes = new()
    {
        ["alarm"] = "<path d=\"M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2z\"/><path d=\"M8 4.8v3.7M8 11.2v.1\"/>",
        ["watch"] = "<path d=\"M8 2.2 14.3 13.3H1.7z\"/><path d=\"M8 6.6v3.2M8 11.6v.1\"/>",
        ["tech"] = "<path d=\"M5.6 1.8v3.4M10.4 1.8v3.4M3.6 5.2h8.8v2.3a4.4 4.4 0 0 1-8.8 0zM8 12v2.4\"/>",
        ["hall"] = "<path d=\"M2 13.5V3.5l6-2 6 2v10M1 13.5h14M5 6.5h2M9 6.5h2M5 9.5h2M9 9.5h2\"/>",
        ["home"] = "<path d=\"M2 8 8 2.5 14 8M3.5 7v6.500h9V7M6.500 13.500v-4h3v4\"/>",
        ["check"] = "<path d=\"m3 8.6 3.2 3.2L13 4.8\"/>",
        ["close"] = "<path d=\"m3.5 3.5 9 9M12.5 3.5l-9 9\"/>",
        ["clock"] = "<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M8 4.3V8l2.5 1.7\"/>",
        ["filter"] = "<path d=\"M2 3h12M4.500 8h7M6.500 13h3\"/>",
        ["refresh"] = "<path d=\"M13 6A5.5 5.5 0 0 0 3 5.5M3 10a5.5 5.5 0 0 0 10 .5M3 2v3.5h3.5M13 14v-3.5H9.5\"/>",
        ["lock"] = "<rect x=\"3\" y=\"7\" width=\"10\" height=\"7\" rx=\"1.2\"/><path d=\"M5 7V5a3 3 0 0 1 6 0v2\"/>",
        ["netoff"] = "<path d=\"M1.5 6.3a9.500 9.500 0 0 1 4-2.300M9 3.700a9.500 9.500 0 0 1 5.500 2.600M4 9a6 6 0 0 1 3-1.500M8 12.300v.1M2 2l12 12\"/>",
        ["camoff"] = "<path d=\"M4.5 4H9a1.5 1.5 0 0 1 1.5 1.5V9M10.5 7l4-2.2v6.9M9.5 12.500H3A1.500 1.500 0 0 1 1.500 11V5M2 2l12 12\"/>",
        ["sign"] = "<path d=\"M1.5 13.5h13M3 11c3-1 5.5-6.5 5-8S5 4 5 7.5s2 4 3.5 2 1.5-1.5 2 0 1.500 1 2.500.500\"/>",
        ["dice"] = "<rect x=\"2.5\" y=\"2.5\" width=\"11\" height=\"11\" rx=\"1.5\"/><path d=\"M5.500 5.500v.1M10.500 5.500v.1M8 8v.1M5.500 10.500v.1M10.500 10.500v.1\"/>",
        ["help"] = "<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M6.200 6.200a1.900 1.900 0 1 1 2.600 1.900c-.500.300-.800.600-.800 1.200M8 11.400v.1\"/>",
        ["print"] = "<path d=\"M4.5 6V2h7v4M4.5 11.500H2.500V6h11v5.500h-2M4.500 9.500h7V14h-7z\"/>",
        ["next"] = "<path d=\"m6 3 5 5-5 5\"/>",
        ["back"] = "<path d=\"m10 3-5 5 5 5\"/>",
        ["pause"] = "<path d=\"M5.5 3v10M10.5 3v10\"/>",
        ["phone"] = "<rect x=\"4.5\" y=\"1.5\" width=\"7\" height=\"13\" rx=\"1.5\"/><path d=\"M7.3 12.2h1.4\"/>",
    };

    public static string Shape(string name) => _shapes[name];
}

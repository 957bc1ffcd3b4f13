using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EndToEnd;

/// <summary>Small drawn halls of six seats.</summary>
internal static class Films
{
    public static HallScript Of(string name, int seconds, params HallEvent[] events) => new()
    {
        Name = name, Seconds = seconds, Width = 960, Height = 540, Rate = 6, Rows = 2, Columns = 3, Seed = 11, Events = [.. events],
    };

    public static HallEvent Phone(int seat, double at, double seconds, string kind = "front") => new() { At = at, For = seconds, Seat = seat, Does = HallDeed.Phone, Kind = kind };

    public static HallEvent Leave(int seat, double at, double seconds) => new() { At = at, For = seconds, Seat = seat, Does = HallDeed.Leave };
}

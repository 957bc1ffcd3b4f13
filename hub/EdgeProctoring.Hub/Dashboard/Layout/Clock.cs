using System.Globalization;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Times as they stand on pages: on the campus's clock, 24 hours, in the page's language.</summary>
public sealed record Clock(DateTimeOffset Now, TimeZoneInfo Zone, Texts Texts)
{
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Second(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public string Day(DateTimeOffset at) => Local(at).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    public string Moment(DateTimeOffset at) => $"{Day(at)} {Time(at)}";

    public string Range(DateTimeOffset from, DateTimeOffset to) => $"{Time(from)}–{Time(to)}";

    public string LongDay(DateTimeOffset at) => Local(at).ToString(Texts.Language == "en" ? "dddd, d MMMM yyyy" : "dddd, d MMMM yyyy", Texts.Culture);

    public DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>Such as 12 s, 5 min, 2 h.</summary>
    public string Ago(DateTimeOffset at) => Length(Now - at);

    public string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 90 } => $"{Math.Max(0, (int)length.TotalSeconds)} {Texts["unit.second"]}",
        { TotalMinutes: < 90 } => $"{(int)length.TotalMinutes} {Texts["unit.minute"]}",
        { TotalHours: < 48 } => $"{(int)length.TotalHours} {Texts["unit.hour"]}",
        _ => $"{(int)length.TotalDays} {Texts["unit.day"]}",
    };

    /// <summary>Such as 0:28 or 12:05.</summary>
    public static string Minutes(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalMinutes}:{length.Seconds:00}");

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}

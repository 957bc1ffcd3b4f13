using System.Text;
using EdgeProctoring.Hub.Exams;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>A roster's file as the page's form sends it; its bytes go back to the page, so that what was looked at is what is taken.</summary>
internal sealed record RosterUpload(string Name, string Content, Table Table)
{
    private const int MostBytes = 1024 * 1024;

    public static async Task<RosterUpload?> OfAsync(IFormFile file, CancellationToken cancel)
    {
        if (file.Length is 0 or > MostBytes)
        {
            return null;
        }
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        return Of(file.FileName, Convert.ToBase64String(bytes.ToArray()));
    }

    /// <summary>Null where the content is no table at all.</summary>
    public static RosterUpload? Of(string name, string content)
    {
        try
        {
            var bytes = Convert.FromBase64String(content);
            // An Excel workbook is a zip file.
            var table = bytes is [(byte)'P', (byte)'K', ..] ? XlsxRows.Read(bytes) : CsvRows.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
            return bytes.Length > MostBytes ? null : new RosterUpload(Path.GetFileName(name), content, table);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    public ImportPreview Preview(RosterPlan plan, bool taken) => new(Name, Content,
        [.. plan.Changes.Select(change => new ImportLine(change.Row.Line, change.Row.Room, change.Row.Seat, change.Row.Person, change.Row.Name, change.Row.Group, change.IsNew))], plan.Unchanged,
        [.. plan.Errors.Select(error => new ImportError(error.Line, error.Column, error.Value, error.Cure))], taken);
}

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Reads what a page's form sends. Forms are read by hand, so that whoever may not send one hears that first, whatever the body is.</summary>
internal static class Forms
{
    public static async Task<IFormCollection> FormAsync(this HttpRequest request, CancellationToken cancel) =>
        request.HasFormContentType ? await request.ReadFormAsync(cancel) : FormCollection.Empty;

    /// <summary>The field's text; null where it is absent or empty.</summary>
    public static string? Text(this IFormCollection form, string name) => form[name] is [{ Length: > 0 } text, ..] ? text : null;
}

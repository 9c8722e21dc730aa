<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutSettings</name>
    <message>
        <source>AllureConnect Desktop {version}</source>
        <translation>AllureConnect Desktop {version}</translation>
    </message>
    <message>
        <source>What this machine offers</source>
        <translation>Was dieser Rechner bietet</translation>
    </message>
    <message>
        <source>Looking what this machine offers…</source>
        <translation>Sieht nach, was dieser Rechner bietet…</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Copied what this machine offers</source>
        <translation>Kopiert, was dieser Rechner bietet</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>From this file · {file}</source>
        <translation>Aus dieser Datei · {file}</translation>
    </message>
    <message>
        <source>New version of “{title}”</source>
        <translation>Neue Version von „{title}“</translation>
    </message>
    <message>
        <source>Add packages</source>
        <translation>Pakete hinzufügen</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>{count} files could not be taken. The first: {words}</source>
        <translation>{count} Dateien konnten nicht übernommen werden. Die erste: {words}</translation>
    </message>
</context>
<context>
    <name>AdvancedFields</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>header kind, proxy, certificate authority, default, team</source>
        <translation>Art des Headers, Proxy, Zertifizierungsstelle, Standard, Team</translation>
    </message>
    <message>
        <source>The key is sent as</source>
        <translation>Der Schlüssel wird gesendet als</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>The system's</source>
        <translation>Der des Systems</translation>
    </message>
    <message>
        <source>A password in it goes into the keyring</source>
        <translation>Ein Kennwort darin kommt in den Schlüsselbund</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation>PEM-Datei</translation>
    </message>
    <message>
        <source>Use this connection where none is named: on the command line, at the start</source>
        <translation>Diese Verbindung nehmen, wo keine genannt ist: auf der Kommandozeile und beim Start</translation>
    </message>
    <message>
        <source>It is the default one. To change that, choose another one there.</source>
        <translation>Sie ist die Standardverbindung. Um das zu ändern, wählen Sie dort eine andere.</translation>
    </message>
    <message>
        <source>Share notes, file names and counts of versions with my team</source>
        <translation>Notizen, Dateinamen und Zahlen der Versionen mit meinem Team teilen</translation>
    </message>
    <message>
        <source>They are kept in the packages' custom metadata under the key allure_desktop, where everybody with a key of this tenant can read them. Other metadata stays as it is.</source>
        <translation>Sie stehen in den eigenen Metadaten der Pakete unter dem Schlüssel allure_desktop, wo alle mit einem Schlüssel dieses Mandanten sie lesen können. Andere Metadaten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Choose the file of the certificate authority</source>
        <translation>Datei der Zertifizierungsstelle wählen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>Mehr Kontrast</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Size and motion</source>
        <translation>Größe und Bewegung</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>Awake</name>
    <message>
        <source>Packages are being uploaded</source>
        <translation>Pakete werden hochgeladen</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>{percent} % · AllureConnect</source>
        <translation>{percent} % · AllureConnect</translation>
    </message>
</context>
<context>
    <name>Band</name>
    <message>
        <source>Something went wrong in this program.</source>
        <translation>In diesem Programm ging etwas schief.</translation>
    </message>
    <message>
        <source>{kind}: {words}. The log has the details.</source>
        <translation>{kind}: {words}. Einzelheiten stehen im Protokoll.</translation>
    </message>
</context>
<context>
    <name>BulkView</name>
    <message>
        <source>Packages done</source>
        <translation>Fertige Pakete</translation>
    </message>
    <message>
        <source>Result for each package</source>
        <translation>Ergebnis für jedes Paket</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>was like that already</source>
        <translation>war schon so</translation>
    </message>
    <message>
        <source>not done: {reason}</source>
        <translation>nicht getan: {reason}</translation>
    </message>
    <message>
        <source>not changed: {reason}</source>
        <translation>nicht geändert: {reason}</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>{title}: {words}</source>
        <translation>{title}: {words}</translation>
    </message>
    <message>
        <source>{done} of {all}. The server limits speed: continues at {time}</source>
        <translation>{done} von {all}. Der Server begrenzt das Tempo: geht um {time} weiter</translation>
    </message>
    <message>
        <source>{done} of {all} packages</source>
        <translation>{done} von {all} Paketen</translation>
    </message>
    <message>
        <source>All {count} packages are done.</source>
        <translation>Alle {count} Pakete sind fertig.</translation>
    </message>
    <message>
        <source>{well} of {all} packages are done, {others} not.</source>
        <translation>{well} von {all} Paketen sind fertig, {others} nicht.</translation>
    </message>
</context>
<context>
    <name>BusNotifications</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>CallTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Element and value</source>
        <translation>Element und Wert</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>{name} {what}, answer {answer}</source>
        <translation>{name} {what}, Antwort {answer}</translation>
    </message>
    <message>
        <source>Error. {words}</source>
        <translation>Fehler. {words}</translation>
    </message>
</context>
<context>
    <name>CallsPane</name>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Aufrufe filtern</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Get</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Noch keine Aufrufe</translation>
    </message>
    <message>
        <source>Every call that the course makes to its run-time stands here, with the answer it got.</source>
        <translation>Hier steht jeder Aufruf des Kurses an die Laufzeit, mit der Antwort darauf.</translation>
    </message>
    <message>
        <source>Follow the newest call</source>
        <translation>Dem neuesten Aufruf folgen</translation>
    </message>
    <message>
        <source>Save or copy the calls</source>
        <translation>Aufrufe speichern oder kopieren</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Als JSON speichern…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Copy selected calls</source>
        <translation>Gewählte Aufrufe kopieren</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>ChangedFilesModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
</context>
<context>
    <name>ChangedFilesView</name>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
</context>
<context>
    <name>ChangesParts</name>
    <message>
        <source>Parts of the comparison</source>
        <translation>Teile des Vergleichs</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Both versions side by side: files with their contents, structure, manifest</source>
        <translation>Beide Versionen nebeneinander: Dateien mit Inhalt, Struktur, Manifest</translation>
    </message>
    <message>
        <source>On the server · version {number}</source>
        <translation>Auf dem Server · Version {number}</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
    <message>
        <source>Sound: nothing was found that would stop it in an LMS.</source>
        <translation>Einwandfrei: Es wurde nichts gefunden, was sie in einem LMS aufhielte.</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>No file changed.</source>
        <translation>Keine Datei geändert.</translation>
    </message>
    <message>
        <source>This computer did not upload the current version, so there is no list of its files to compare with. Above stands what the server tells of it.</source>
        <translation>Dieser Computer hat die aktuelle Version nicht hochgeladen, es gibt also keine Dateiliste zum Vergleich. Oben steht, was der Server von ihr sagt.</translation>
    </message>
    <message>
        <source>This computer did not upload the current version, so its structure is not known here.</source>
        <translation>Dieser Computer hat die aktuelle Version nicht hochgeladen, daher ist ihre Struktur hier nicht bekannt.</translation>
    </message>
    <message>
        <source>This file has no structure that could be compared.</source>
        <translation>Diese Datei hat keine Struktur, die sich vergleichen ließe.</translation>
    </message>
    <message>
        <source>The structure is the same: every item keeps its identifier.</source>
        <translation>Die Struktur ist gleich: Jedes Element behält seine Kennung.</translation>
    </message>
    <message>
        <source>Removed items: {titles}</source>
        <translation>Entfernte Elemente: {titles}</translation>
    </message>
    <message>
        <source>New items: {titles}</source>
        <translation>Neue Elemente: {titles}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>ColourField</name>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Colour: {name}</source>
        <translation>Farbe: {name}</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
    <message>
        <source>Match files to packages…</source>
        <translation>Dateien Paketen zuordnen…</translation>
    </message>
    <message>
        <source>There is no connection yet.</source>
        <translation>Es gibt noch keine Verbindung.</translation>
    </message>
    <message>
        <source>There are no files in the clipboard.</source>
        <translation>In der Zwischenablage sind keine Dateien.</translation>
    </message>
    <message>
        <source>Add copied files</source>
        <translation>Kopierte Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Commands, packages and settings…</source>
        <translation>Befehle, Pakete und Einstellungen…</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Close what lies on top</source>
        <translation>Oberstes schließen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Pane before</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Add a connection…</source>
        <translation>Verbindung hinzufügen…</translation>
    </message>
    <message>
        <source>Switch connection…</source>
        <translation>Verbindung wechseln…</translation>
    </message>
    <message>
        <source>The sandbox is starting.</source>
        <translation>Die Sandbox startet gerade.</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The key of this connection may read, but not upload.</source>
        <translation>Der Schlüssel dieser Verbindung darf lesen, aber nicht hochladen.</translation>
    </message>
    <message>
        <source>No version of this package is on this computer.</source>
        <translation>Keine Version dieses Pakets ist auf diesem Computer.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Launch…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>New version…</source>
        <translation>Neue Version…</translation>
    </message>
    <message>
        <source>Copied the id {id}</source>
        <translation>Id {id} kopiert</translation>
    </message>
    <message>
        <source>Copied the launch address of “{title}”</source>
        <translation>Startadresse von „{title}“ kopiert</translation>
    </message>
    <message>
        <source>The server tells no launch address of this package.</source>
        <translation>Der Server nennt für dieses Paket keine Startadresse.</translation>
    </message>
    <message>
        <source>Copied a command for the terminal</source>
        <translation>Befehl für das Terminal kopiert</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Copy launch address</source>
        <translation>Startadresse kopieren</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Search packages</source>
        <translation>Pakete suchen</translation>
    </message>
    <message>
        <source>Show or hide the panel</source>
        <translation>Seitenbereich ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>The sandbox makes its own key.</source>
        <translation>Die Sandbox macht ihren Schlüssel selbst.</translation>
    </message>
    <message>
        <source>The sandbox is this computer's own: there is nothing to hand on.</source>
        <translation>Die Sandbox gehört diesem Computer: Es gibt nichts weiterzugeben.</translation>
    </message>
    <message>
        <source>Manage connections…</source>
        <translation>Verbindungen verwalten…</translation>
    </message>
    <message>
        <source>Replace the key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Import connections…</source>
        <translation>Verbindungen importieren…</translation>
    </message>
    <message>
        <source>Export connections…</source>
        <translation>Verbindungen exportieren…</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Copy the row as text</source>
        <translation>Zeile als Text kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Show its uploads</source>
        <translation>Uploads dazu zeigen</translation>
    </message>
    <message>
        <source>Copied {packages} as text</source>
        <translation>{packages} als Text kopiert</translation>
    </message>
    <message>
        <source>No upload from this computer is about this package.</source>
        <translation>Kein Upload von diesem Computer betrifft dieses Paket.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Edit details…</source>
        <translation>Details bearbeiten…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>Delete on the server…</source>
        <translation>Auf dem Server löschen…</translation>
    </message>
    <message>
        <source>Select all packages of the list</source>
        <translation>Alle Pakete der Liste auswählen</translation>
    </message>
    <message>
        <source>Select a package in the Library first.</source>
        <translation>Wählen Sie zuerst ein Paket in der Bibliothek.</translation>
    </message>
    <message>
        <source>The key of this connection may read, but not change anything.</source>
        <translation>Der Schlüssel dieser Verbindung darf lesen, aber nichts ändern.</translation>
    </message>
    <message>
        <source>The server does not answer. What is typed could not be saved.</source>
        <translation>Der Server antwortet nicht. Getipptes ließe sich nicht speichern.</translation>
    </message>
    <message>
        <source>This server does not declare that packages can be deleted.</source>
        <translation>Dieser Server gibt nicht an, dass Pakete gelöscht werden können.</translation>
    </message>
    <message>
        <source>{packages} are selected: this is for one.</source>
        <translation>{packages} sind ausgewählt: Das geht nur für eines.</translation>
    </message>
    <message>
        <source>This server does not declare webhooks.</source>
        <translation>Dieser Server gibt keine Webhooks an.</translation>
    </message>
    <message>
        <source>Webhooks…</source>
        <translation>Webhooks…</translation>
    </message>
</context>
<context>
    <name>CompareHead</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Copy summary</source>
        <translation>Zusammenfassung kopieren</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Swap the sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>Parts of the comparison</source>
        <translation>Teile des Vergleichs</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Only changes</source>
        <translation>Nur Änderungen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleicht…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen…</translation>
    </message>
    <message>
        <source>Version {number} can be brought from the server</source>
        <translation>Version {number} lässt sich vom Server holen</translation>
    </message>
    <message>
        <source>Get version {number}</source>
        <translation>Version {number} holen</translation>
    </message>
    <message>
        <source>Choose above what to compare: a version of the package, or a ZIP on this computer.</source>
        <translation>Wählen Sie oben, was verglichen werden soll: eine Version des Pakets oder ein ZIP auf diesem Computer.</translation>
    </message>
    <message>
        <source>{title} was not uploaded from this computer, so it is not known which files it has.
Choose another version above, or the ZIP that it was made of.</source>
        <translation>{title} wurde nicht von diesem Computer hochgeladen, daher ist nicht bekannt, welche Dateien sie hat.
Wählen Sie oben eine andere Version oder das ZIP, aus dem sie entstand.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{title} has no manifest that can be shown: there is none, or it is too large.</source>
        <translation>{title} hat kein Manifest, das sich zeigen lässt: Es fehlt oder ist zu groß.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Copied a summary of the comparison</source>
        <translation>Zusammenfassung des Vergleichs kopiert</translation>
    </message>
</context>
<context>
    <name>CompareParts</name>
    <message>
        <source>All facts are the same.</source>
        <translation>Alle Angaben sind gleich.</translation>
    </message>
    <message>
        <source>The structure is the same: every item keeps its identifier.</source>
        <translation>Die Struktur ist gleich: Jedes Element behält seine Kennung.</translation>
    </message>
    <message>
        <source>Neither side has a structure that could be read.</source>
        <translation>Keine der beiden Seiten hat eine lesbare Struktur.</translation>
    </message>
    <message>
        <source>Nothing changed: the same files with the same content.</source>
        <translation>Nichts geändert: dieselben Dateien mit demselben Inhalt.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>no local copy</source>
        <translation>keine lokale Kopie</translation>
    </message>
    <message>
        <source>would be version {number}</source>
        <translation>würde Version {number}</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>This computer, in {folder}</source>
        <translation>Dieser Computer, in {folder}</translation>
    </message>
    <message>
        <source>saved {when}</source>
        <translation>gespeichert {when}</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} geändert</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count} entfernt</translation>
    </message>
    <message>
        <source>{count} moved</source>
        <translation>{count} verschoben</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>Nichts geändert</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Course identifier</source>
        <translation>Kennung des Kurses</translation>
    </message>
    <message>
        <source>Authoring tool</source>
        <translation>Autorenwerkzeug</translation>
    </message>
    <message>
        <source>Launch file</source>
        <translation>Startdatei</translation>
    </message>
    <message>
        <source>Items (SCOs)</source>
        <translation>Elemente (SCOs)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Unpacked</source>
        <translation>Entpackt</translation>
    </message>
    <message>
        <source>ZIP size</source>
        <translation>ZIP-Größe</translation>
    </message>
    <message>
        <source>Sequencing</source>
        <translation>Sequencing</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Passing score</source>
        <translation>Bestehensgrenze</translation>
    </message>
    <message>
        <source>Launch data</source>
        <translation>Startdaten</translation>
    </message>
    <message>
        <source>Completion threshold</source>
        <translation>Abschlussschwelle</translation>
    </message>
    <message>
        <source>Prerequisites</source>
        <translation>Voraussetzungen</translation>
    </message>
    <message>
        <source>Time allowed</source>
        <translation>Erlaubte Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <source>Was {path}</source>
        <translation>War {path}</translation>
    </message>
    <message>
        <source>Removed item “{title}”</source>
        <translation>Entferntes Element „{title}“</translation>
    </message>
    <message>
        <source>Opened “{title}” before</source>
        <translation>Öffnete vorher „{title}“</translation>
    </message>
    <message>
        <source>New item “{title}”</source>
        <translation>Neues Element „{title}“</translation>
    </message>
    <message>
        <source>Opens “{title}”</source>
        <translation>Öffnet „{title}“</translation>
    </message>
    <message>
        <source>1 item replaced</source>
        <translation>1 Element ersetzt</translation>
    </message>
    <message>
        <source>{count} items replaced</source>
        <translation>{count} Elemente ersetzt</translation>
    </message>
    <message>
        <source>1 item added</source>
        <translation>1 Element neu</translation>
    </message>
    <message>
        <source>{count} items added</source>
        <translation>{count} Elemente neu</translation>
    </message>
    <message>
        <source>1 item removed</source>
        <translation>1 Element entfernt</translation>
    </message>
    <message>
        <source>{count} items removed</source>
        <translation>{count} Elemente entfernt</translation>
    </message>
    <message>
        <source>1 item moved</source>
        <translation>1 Element verschoben</translation>
    </message>
    <message>
        <source>{count} items moved</source>
        <translation>{count} Elemente verschoben</translation>
    </message>
    <message>
        <source>1 item changed</source>
        <translation>1 Element geändert</translation>
    </message>
    <message>
        <source>{count} items changed</source>
        <translation>{count} Elemente geändert</translation>
    </message>
    <message>
        <source>Structure unchanged</source>
        <translation>Struktur unverändert</translation>
    </message>
    <message>
        <source>Getting version {number}</source>
        <translation>Holt Version {number}</translation>
    </message>
    <message>
        <source>Upload as a new version…</source>
        <translation>Als neue Version hochladen…</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>The comparison is open already.</source>
        <translation>Der Vergleich ist schon offen.</translation>
    </message>
    <message>
        <source>Select a package in the Library or a row in Uploads first.</source>
        <translation>Wählen Sie zuerst ein Paket in der Bibliothek oder eine Zeile unter Uploads.</translation>
    </message>
    <message>
        <source>Compare two files: choose both</source>
        <translation>Zwei Dateien vergleichen: beide wählen</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Compare two files…</source>
        <translation>Zwei Dateien vergleichen…</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>Es gibt nichts, wohin es zurückginge.</translation>
    </message>
    <message>
        <source>Nothing has been compared yet.</source>
        <translation>Es wurde noch nichts verglichen.</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>Es gibt nichts, wohin es vorwärtsginge.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Learners who are half way will probably lose their bookmark and score</source>
        <translation>Wer mitten im Kurs ist, verliert vermutlich Lesezeichen und Punkte</translation>
    </message>
    <message>
        <source>Learners may lose some of their progress</source>
        <translation>Lernende verlieren vielleicht einen Teil ihres Fortschritts</translation>
    </message>
    <message>
        <source>Learners keep their progress</source>
        <translation>Lernende behalten ihren Fortschritt</translation>
    </message>
    <message>
        <source>{sign} and {count} more</source>
        <translation>{sign} und {count} mehr</translation>
    </message>
</context>
<context>
    <name>ConflictSheet</name>
    <message>
        <source>Somebody else changed this package meanwhile</source>
        <translation>Jemand anderes hat dieses Paket inzwischen geändert</translation>
    </message>
    <message>
        <source>Your other changes do not collide and are saved with this.</source>
        <translation>Ihre anderen Änderungen stoßen nicht zusammen und werden mitgespeichert.</translation>
    </message>
    <message>
        <source>Choose for each field of “{title}” what stays.</source>
        <translation>Wählen Sie für jedes Feld von „{title}“, was bleibt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Nothing is saved; what you typed stays</source>
        <translation>Nichts wird gespeichert; was Sie getippt haben, bleibt</translation>
    </message>
    <message>
        <source>Save these</source>
        <translation>Diese speichern</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Custom metadata</source>
        <translation>Eigene Metadaten</translation>
    </message>
    <message>
        <source>Custom metadata: {key}</source>
        <translation>Eigene Metadaten: {key}</translation>
    </message>
    <message>
        <source>Before: {value}</source>
        <translation>Vorher: {value}</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meines</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Das andere</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>{field}: {side}, {value}</source>
        <translation>{field}: {side}, {value}</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(nicht da)</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
</context>
<context>
    <name>ConnectionBand</name>
    <message>
        <source>Replace key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Change the tenant…</source>
        <translation>Mandanten ändern…</translation>
    </message>
</context>
<context>
    <name>ConnectionButton</name>
    <message>
        <source>1 upload of another connection needs your attention</source>
        <translation>1 Upload einer anderen Verbindung braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} uploads of other connections need your attention</source>
        <translation>{count} Uploads anderer Verbindungen brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Noch keine Verbindung</translation>
    </message>
    <message>
        <source>Works on this computer</source>
        <translation>Arbeitet auf diesem Computer</translation>
    </message>
    <message>
        <source>Sandbox on this computer</source>
        <translation>Sandbox auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connect to AllureConnect</source>
        <translation>Mit AllureConnect verbinden</translation>
    </message>
    <message>
        <source>Edit the connection</source>
        <translation>Verbindung bearbeiten</translation>
    </message>
    <message>
        <source>One address, one tenant, one key. The key goes into this computer's keyring.</source>
        <translation>Eine Adresse, ein Mandant, ein Schlüssel. Der Schlüssel kommt in den Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Tenant id</source>
        <translation>Mandanten-Id</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Shown in the sidebar</source>
        <translation>Steht in der Seitenleiste</translation>
    </message>
    <message>
        <source>Uploads appear as</source>
        <translation>Uploads erscheinen als</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Asks the server with this key; changes nothing.</source>
        <translation>Fragt den Server mit diesem Schlüssel; ändert nichts.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save connection</source>
        <translation>Verbindung speichern</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Noch einmal testen</translation>
    </message>
    <message>
        <source>It can be saved all the same, and put right later.</source>
        <translation>Sie lässt sich trotzdem speichern und später berichtigen.</translation>
    </message>
    <message>
        <source>Saved “{name}”. The key is in this computer's keyring.</source>
        <translation>„{name}“ gespeichert. Der Schlüssel ist im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Saved “{name}”. No keyring answers: the key is kept until you quit.</source>
        <translation>„{name}“ gespeichert. Kein Schlüsselbund antwortet: Der Schlüssel bleibt, bis Sie beenden.</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>This computer's clock is {span} behind the server's.</source>
        <translation>Die Uhr dieses Computers geht gegenüber der des Servers {span} nach.</translation>
    </message>
    <message>
        <source>This computer's clock is {span} ahead of the server's.</source>
        <translation>Die Uhr dieses Computers geht gegenüber der des Servers {span} vor.</translation>
    </message>
    <message>
        <source>Set it right: certificates are judged by it. Uploads and ages go by the server's clock meanwhile.</source>
        <translation>Stellen Sie sie richtig: Zertifikate werden nach ihr beurteilt. Uploads und Altersangaben richten sich solange nach der Uhr des Servers.</translation>
    </message>
    <message>
        <source>Uploads to it wait where they are; nothing is lost. They go on by themselves with another key.</source>
        <translation>Uploads dorthin warten, wo sie sind; nichts ist verloren. Mit einem anderen Schlüssel gehen sie von selbst weiter.</translation>
    </message>
    <message>
        <source>The key of {name} is missing.</source>
        <translation>Der Schlüssel von {name} fehlt.</translation>
    </message>
    <message>
        <source>It is not in this computer's keyring. Enter it, and everything goes on.</source>
        <translation>Er ist nicht im Schlüsselbund dieses Computers. Geben Sie ihn ein, dann geht alles weiter.</translation>
    </message>
    <message>
        <source>The key of {name} belongs to another tenant.</source>
        <translation>Der Schlüssel von {name} gehört zu einem anderen Mandanten.</translation>
    </message>
    <message>
        <source>It is not for tenant {id}. {kept}</source>
        <translation>Er ist nicht für den Mandanten {id}. {kept}</translation>
    </message>
    <message>
        <source>The key of {name} may not read.</source>
        <translation>Der Schlüssel von {name} darf nicht lesen.</translation>
    </message>
    <message>
        <source>It lacks the read scope, so there is no list of packages. Use another key.</source>
        <translation>Ihm fehlt das Leserecht, es gibt also keine Liste der Pakete. Nehmen Sie einen anderen Schlüssel.</translation>
    </message>
    <message>
        <source>The server refused the key of {name} ({status}).</source>
        <translation>Der Server lehnte den Schlüssel von {name} ab ({status}).</translation>
    </message>
    <message>
        <source>The server refused the key of {name}.</source>
        <translation>Der Server lehnte den Schlüssel von {name} ab.</translation>
    </message>
    <message>
        <source>The key of {name} may read, but not upload.</source>
        <translation>Der Schlüssel von {name} darf lesen, aber nicht hochladen.</translation>
    </message>
    <message>
        <source>Everything can be looked at. To upload or change something, use a key with the write scope.</source>
        <translation>Ansehen lässt sich alles. Zum Hochladen oder Ändern nehmen Sie einen Schlüssel mit Schreibrecht.</translation>
    </message>
    <message>
        <source>Connections (*.json);;All files (*)</source>
        <translation>Verbindungen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export connections</source>
        <translation>Verbindungen exportieren</translation>
    </message>
    <message>
        <source>Exported 1 connection to {file}, without its key</source>
        <translation>1 Verbindung nach {file} exportiert, ohne Schlüssel</translation>
    </message>
    <message>
        <source>Exported {count} connections to {file}, without their keys</source>
        <translation>{count} Verbindungen nach {file} exportiert, ohne Schlüssel</translation>
    </message>
    <message>
        <source>Import connections</source>
        <translation>Verbindungen importieren</translation>
    </message>
    <message>
        <source>Open Keychain Access and unlock the keychain “login”.</source>
        <translation>Öffnen Sie die Schlüsselbundverwaltung, und entsperren Sie den Schlüsselbund „Anmeldung“.</translation>
    </message>
    <message>
        <source>Where it asks whether this program may use it, choose “Always Allow”.</source>
        <translation>Fragt er, ob dieses Programm ihn benutzen darf, wählen Sie „Immer erlauben“.</translation>
    </message>
    <message>
        <source>Open Services, and see that “Credential Manager” is running.</source>
        <translation>Öffnen Sie „Dienste“, und sehen Sie nach, ob die „Anmeldeinformationsverwaltung“ läuft.</translation>
    </message>
    <message>
        <source>Where your company has switched it off, ask whoever administers this computer.</source>
        <translation>Hat Ihr Unternehmen sie abgeschaltet, fragen Sie, wer diesen Computer verwaltet.</translation>
    </message>
    <message>
        <source>With GNOME, Cinnamon or Xfce: install “gnome-keyring”, log out and in again. It unlocks itself at log-in.</source>
        <translation>Mit GNOME, Cinnamon oder Xfce: „gnome-keyring“ installieren, ab- und wieder anmelden. Er entsperrt sich bei der Anmeldung selbst.</translation>
    </message>
    <message>
        <source>With KDE Plasma: switch on “KWallet” in the system settings; it answers as a Secret Service too.</source>
        <translation>Mit KDE Plasma: „KWallet“ in den Systemeinstellungen einschalten; auch er antwortet als Secret Service.</translation>
    </message>
    <message>
        <source>With another desktop: KeePassXC can be the Secret Service (Settings, Secret Service Integration).</source>
        <translation>Mit einem anderen Desktop: KeePassXC kann der Secret Service sein (Einstellungen, Secret-Service-Integration).</translation>
    </message>
    <message>
        <source>If its prompt was dismissed, or hides behind another window: answer it, then press “Try again”.</source>
        <translation>Wurde seine Rückfrage abgelehnt oder steht sie hinter einem anderen Fenster: beantworten, dann „Noch einmal versuchen“ drücken.</translation>
    </message>
    <message>
        <source>The keyring does not answer</source>
        <translation>Der Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>Schlüssel fehlt</translation>
    </message>
    <message>
        <source>Online, speed limited</source>
        <translation>Online, Tempo begrenzt</translation>
    </message>
    <message>
        <source>Key of another tenant</source>
        <translation>Schlüssel eines anderen Mandanten</translation>
    </message>
    <message>
        <source>The key may not read</source>
        <translation>Der Schlüssel darf nicht lesen</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>Sandbox on this computer</source>
        <translation>Sandbox auf diesem Computer</translation>
    </message>
    <message>
        <source>1 package</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>{count} packages</source>
        <translation>{count} Pakete</translation>
    </message>
    <message>
        <source>1 upload under way</source>
        <translation>1 Upload unterwegs</translation>
    </message>
    <message>
        <source>{count} uploads under way</source>
        <translation>{count} Uploads unterwegs</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>jetzt gezeigt</translation>
    </message>
    <message>
        <source>Upload to “{name}”</source>
        <translation>An „{name}“ hochladen</translation>
    </message>
    <message>
        <source>Only check on this computer</source>
        <translation>Nur auf diesem Computer prüfen</translation>
    </message>
    <message>
        <source>Checked first, as new packages</source>
        <translation>Zuerst geprüft, als neue Pakete</translation>
    </message>
</context>
<context>
    <name>ConsolePane</name>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Meldungen filtern</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>The console is silent</source>
        <translation>Die Konsole schweigt</translation>
    </message>
    <message>
        <source>Errors and messages of the course's scripts stand here.</source>
        <translation>Hier stehen Fehler und Meldungen der Skripte des Kurses.</translation>
    </message>
</context>
<context>
    <name>ConsoleTable</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
</context>
<context>
    <name>ContentPane</name>
    <message>
        <source>Select a file to see what changed in it.</source>
        <translation>Wählen Sie eine Datei, um zu sehen, was sich darin geändert hat.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{side}: not there</source>
        <translation>{side}: nicht da</translation>
    </message>
    <message>
        <source>{side}: {size} ({bytes} bytes), CRC-32 {crc}</source>
        <translation>{side}: {size} ({bytes} Bytes), CRC-32 {crc}</translation>
    </message>
    <message>
        <source>The content is the same.</source>
        <translation>Der Inhalt ist gleich.</translation>
    </message>
    <message>
        <source>The contents cannot be shown side by side: they are no text or picture, too large, or not both on this computer.</source>
        <translation>Die Inhalte lassen sich nicht nebeneinander zeigen: Sie sind weder Text noch Bild, zu groß oder nicht beide auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>The answer of {host} was lost ({status}).</source>
        <translation>Die Antwort von {host} ging verloren ({status}).</translation>
    </message>
    <message>
        <source>Look whether it took effect before repeating it.</source>
        <translation>Sehen Sie nach, ob es gewirkt hat, bevor Sie es wiederholen.</translation>
    </message>
    <message>
        <source>Its answer is no object.</source>
        <translation>Die Antwort ist kein Objekt.</translation>
    </message>
    <message>
        <source>A machine in between gave up waiting; the server may still have done it.</source>
        <translation>Ein Rechner dazwischen hat aufgegeben zu warten; der Server hat es vielleicht doch getan.</translation>
    </message>
    <message>
        <source>Its answer has no {names}.</source>
        <translation>Der Antwort fehlt {names}.</translation>
    </message>
    <message>
        <source>What came instead cannot be read.</source>
        <translation>Was stattdessen kam, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Its answer names no part size.</source>
        <translation>Die Antwort nennt keine Teilgröße.</translation>
    </message>
    <message>
        <source>dropping unfinished uploads</source>
        <translation>das Verwerfen unfertiger Uploads</translation>
    </message>
    <message>
        <source>listing uploaded parts</source>
        <translation>das Auflisten hochgeladener Teile</translation>
    </message>
    <message>
        <source>Its answer has no launch address.</source>
        <translation>Die Antwort hat keine Startadresse.</translation>
    </message>
    <message>
        <source>Its launch address is none of the web.</source>
        <translation>Die Startadresse ist keine des Webs.</translation>
    </message>
    <message>
        <source>deleting packages</source>
        <translation>das Löschen von Paketen</translation>
    </message>
    <message>
        <source>Its answer holds no list of {what}.</source>
        <translation>Die Antwort enthält keine Liste: {what}.</translation>
    </message>
    <message>
        <source>Its answer holds no package.</source>
        <translation>Die Antwort enthält kein Paket.</translation>
    </message>
    <message>
        <source>Its answer holds no list of packages.</source>
        <translation>Die Antwort enthält keine Liste der Pakete.</translation>
    </message>
    <message>
        <source>downloading packages</source>
        <translation>das Herunterladen von Paketen</translation>
    </message>
    <message>
        <source>downloading one revision</source>
        <translation>das Herunterladen einer einzelnen Version</translation>
    </message>
    <message>
        <source>{host} does not offer {what}.</source>
        <translation>{host} bietet nicht an: {what}.</translation>
    </message>
    <message>
        <source>Its API description does not declare it.</source>
        <translation>In seiner API-Beschreibung kommt es nicht vor.</translation>
    </message>
    <message>
        <source>Do it on the server's own pages.</source>
        <translation>Tun Sie es auf den Seiten des Servers.</translation>
    </message>
    <message>
        <source>{host} sent another part of the file than was asked for.</source>
        <translation>{host} schickte einen anderen Teil der Datei als erbeten.</translation>
    </message>
    <message>
        <source>The downloaded package could not be written.</source>
        <translation>Das heruntergeladene Paket konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie es noch einmal herunter.</translation>
    </message>
    <message>
        <source>Free some space or choose another place.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The JSON is cut short</source>
        <translation>Das JSON ist abgeschnitten</translation>
    </message>
    <message>
        <source>A field has no name</source>
        <translation>Ein Feld hat keinen Namen</translation>
    </message>
    <message>
        <source>It is a SOCKS proxy; only http and https proxies can be used.</source>
        <translation>Es ist ein SOCKS-Proxy; nur http- und https-Proxys sind möglich.</translation>
    </message>
    <message>
        <source>Its address cannot be read.</source>
        <translation>Seine Adresse ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The file of certificate authorities {ca_file} cannot be used.</source>
        <translation>Die Datei der Zertifizierungsstellen {ca_file} ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Choose a PEM file in the connection's advanced settings, or leave it empty.</source>
        <translation>Wählen Sie eine PEM-Datei in den erweiterten Einstellungen der Verbindung, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>It holds no certificates.</source>
        <translation>Sie enthält keine Zertifikate.</translation>
    </message>
    <message>
        <source>If your company inspects traffic, its certificate authority must be known to this computer: add it to the system's certificate store, or name its file in SSL_CERT_FILE or in the connection's advanced settings.</source>
        <translation>Wenn Ihr Unternehmen den Verkehr untersucht, muss dessen Zertifizierungsstelle diesem Computer bekannt sein: Nehmen Sie sie in den Zertifikatspeicher des Systems auf, oder nennen Sie ihre Datei in SSL_CERT_FILE oder in den erweiterten Einstellungen der Verbindung.</translation>
    </message>
    <message>
        <source>Check the proxy in the connection's advanced settings, or the system's (HTTPS_PROXY).</source>
        <translation>Prüfen Sie den Proxy in den erweiterten Einstellungen der Verbindung oder den des Systems (HTTPS_PROXY).</translation>
    </message>
    <message>
        <source>The connection to {host} broke.</source>
        <translation>Die Verbindung zu {host} brach ab.</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>{host} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>There is no proxy named {proxy}.</source>
        <translation>Es gibt keinen Proxy namens {proxy}.</translation>
    </message>
    <message>
        <source>No safe connection to {host} came about.</source>
        <translation>Eine sichere Verbindung zu {host} kam nicht zustande.</translation>
    </message>
    <message>
        <source>The answer of {host} was lost.</source>
        <translation>Die Antwort von {host} ging verloren.</translation>
    </message>
    <message>
        <source>The request to {host} was stopped.</source>
        <translation>Die Anfrage an {host} wurde gestoppt.</translation>
    </message>
    <message>
        <source>{host} does not finish its answer.</source>
        <translation>{host} bringt die Antwort nicht zu Ende.</translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation>{host} antwortet nicht.</translation>
    </message>
    <message>
        <source>location header</source>
        <translation>Location-Header</translation>
    </message>
    <message>
        <source>{host} did not answer as an AllureConnect server does.</source>
        <translation>{host} antwortete nicht wie ein AllureConnect-Server.</translation>
    </message>
    <message>
        <source>It was closed before the answer was complete.</source>
        <translation>Sie wurde geschlossen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation>Prüfen Sie die Netzverbindung, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The proxy {proxy}</source>
        <translation>Der Proxy {proxy}</translation>
    </message>
    <message>
        <source>The proxy in between</source>
        <translation>Der Proxy dazwischen</translation>
    </message>
    <message>
        <source>The proxy in between cannot be used. {said}</source>
        <translation>Der Proxy dazwischen ist nicht brauchbar. {said}</translation>
    </message>
    <message>
        <source>{named} wants a name and a password, or does not take the ones it got (407).</source>
        <translation>{named} will Name und Kennwort oder nimmt die bekommenen nicht an (407).</translation>
    </message>
    <message>
        <source>Enter the proxy as http://name:password@host:port in the connection's advanced settings.</source>
        <translation>Geben Sie den Proxy als http://name:kennwort@host:port in den erweiterten Einstellungen der Verbindung ein.</translation>
    </message>
    <message>
        <source>The proxy {proxy} in between is not running: nothing listens there.</source>
        <translation>Der Proxy {proxy} dazwischen läuft nicht: Dort hört niemand zu.</translation>
    </message>
    <message>
        <source>The proxy {proxy} in between does not answer.</source>
        <translation>Der Proxy {proxy} dazwischen antwortet nicht.</translation>
    </message>
    <message>
        <source>This computer has no network connection.</source>
        <translation>Dieser Computer hat keine Netzverbindung.</translation>
    </message>
    <message>
        <source>Connect it to a network; what was begun goes on then.</source>
        <translation>Verbinden Sie ihn mit einem Netz; Begonnenes geht dann weiter.</translation>
    </message>
    <message>
        <source>There is no server named {host}.</source>
        <translation>Es gibt keinen Server namens {host}.</translation>
    </message>
    <message>
        <source>Check the address and whether the server is running.</source>
        <translation>Prüfen Sie die Adresse und ob der Server läuft.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted.</source>
        <translation>Dem Zertifikat von {host} wird nicht vertraut.</translation>
    </message>
    <message>
        <source>{host} does not speak https.</source>
        <translation>{host} spricht kein https.</translation>
    </message>
    <message>
        <source>The encryption could not be agreed ({or}).</source>
        <translation>Die Verschlüsselung ließ sich nicht vereinbaren ({or}).</translation>
    </message>
    <message>
        <source>The request went out whole, but the connection ended before the answer came.</source>
        <translation>Die Anfrage ging vollständig hinaus, aber die Verbindung endete, bevor die Antwort kam.</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Beginnen Sie sie neu.</translation>
    </message>
    <message>
        <source>It came so slowly that waiting for its end makes no sense.</source>
        <translation>Sie kam so langsam, dass es sich nicht lohnt, auf ihr Ende zu warten.</translation>
    </message>
    <message>
        <source>Its answer cannot be read.</source>
        <translation>Die Antwort ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Check the connection's address.</source>
        <translation>Prüfen Sie die Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>{named} cannot reach it ({said}).</source>
        <translation>{named} erreicht ihn nicht ({said}).</translation>
    </message>
    <message>
        <source>Check the connection's address; if it is right, ask whoever runs the proxy.</source>
        <translation>Prüfen Sie die Adresse der Verbindung; stimmt sie, fragen Sie den Betreiber des Proxys.</translation>
    </message>
    <message>
        <source>The name {host} cannot be looked up.</source>
        <translation>Der Name {host} lässt sich nicht nachschlagen.</translation>
    </message>
    <message>
        <source>The name is unknown.</source>
        <translation>Der Name ist unbekannt.</translation>
    </message>
    <message>
        <source>Check the connection's address for a typing error.</source>
        <translation>Prüfen Sie die Adresse der Verbindung auf Tippfehler.</translation>
    </message>
    <message>
        <source>No connection came about in time.</source>
        <translation>In der Zeit kam keine Verbindung zustande.</translation>
    </message>
    <message>
        <source>Check the address, the network and whether a firewall or a VPN is in the way.</source>
        <translation>Prüfen Sie die Adresse, das Netz und ob eine Firewall oder ein VPN im Weg ist.</translation>
    </message>
    <message>
        <source>Nothing listens there.</source>
        <translation>Dort hört niemand zu.</translation>
    </message>
    <message>
        <source>The connection was not accepted.</source>
        <translation>Die Verbindung wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>It was made out to another name.</source>
        <translation>Es wurde auf einen anderen Namen ausgestellt.</translation>
    </message>
    <message>
        <source>The address says https, the server answers without encryption.</source>
        <translation>Die Adresse sagt https, der Server antwortet unverschlüsselt.</translation>
    </message>
    <message>
        <source>Check the connection's address and port.</source>
        <translation>Prüfen Sie Adresse und Port der Verbindung.</translation>
    </message>
    <message>
        <source>It was closed while the encryption was being agreed.</source>
        <translation>Sie wurde geschlossen, während die Verschlüsselung vereinbart wurde.</translation>
    </message>
    <message>
        <source>Try again; a firewall may be in the way.</source>
        <translation>Versuchen Sie es noch einmal; vielleicht ist eine Firewall im Weg.</translation>
    </message>
    <message>
        <source>Nothing could be sent for a while.</source>
        <translation>Eine Zeit lang konnte nichts gesendet werden.</translation>
    </message>
    <message>
        <source>It took the request but did not answer in time.</source>
        <translation>Er nahm die Anfrage an, antwortete aber nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>{named} does not allow this server (403).</source>
        <translation>{named} erlaubt diesen Server nicht (403).</translation>
    </message>
    <message>
        <source>Ask whoever runs the proxy to allow {host}.</source>
        <translation>Bitten Sie den Betreiber des Proxys, {host} zu erlauben.</translation>
    </message>
    <message>
        <source>No name server answers: this computer may be offline.</source>
        <translation>Kein Nameserver antwortet: Dieser Computer ist vielleicht offline.</translation>
    </message>
    <message>
        <source>Check the network connection.</source>
        <translation>Prüfen Sie die Netzverbindung.</translation>
    </message>
    <message>
        <source>It has expired.</source>
        <translation>Es ist abgelaufen.</translation>
    </message>
    <message>
        <source>Whoever runs the server must renew it; check this computer's clock too.</source>
        <translation>Der Betreiber des Servers muss es erneuern; prüfen Sie auch die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>{named} refused.</source>
        <translation>{named} lehnte ab.</translation>
    </message>
    <message>
        <source>It is not valid yet.</source>
        <translation>Es gilt noch nicht.</translation>
    </message>
    <message>
        <source>Check this computer's clock.</source>
        <translation>Prüfen Sie die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for it ({reason}).</source>
        <translation>Niemand, dem dieser Computer vertraut, bürgt dafür ({reason}).</translation>
    </message>
    <message>
        <source>The proxy {proxy} may have put its own in its place. {TRUST}</source>
        <translation>Vielleicht hat der Proxy {proxy} sein eigenes an dessen Stelle gesetzt. {TRUST}</translation>
    </message>
    <message>
        <source>TLS error</source>
        <translation>TLS-Fehler</translation>
    </message>
    <message>
        <source>{host} did not answer as an AllureConnect server does{told}.</source>
        <translation>{host} antwortete nicht wie ein AllureConnect-Server{told}.</translation>
    </message>
    <message>
        <source>It says: {more}</source>
        <translation>Er sagt: {more}</translation>
    </message>
    <message>
        <source>The key has expired.</source>
        <translation>Der Schlüssel ist abgelaufen.</translation>
    </message>
    <message>
        <source>{host} refused the key ({status}).</source>
        <translation>{host} lehnte den Schlüssel ab ({status}).</translation>
    </message>
    <message>
        <source>{host} does not allow this with the key of this connection ({status}).</source>
        <translation>{host} erlaubt das mit dem Schlüssel dieser Verbindung nicht ({status}).</translation>
    </message>
    <message>
        <source>The key of this connection may not do this on {host} ({status}).</source>
        <translation>Der Schlüssel dieser Verbindung darf das auf {host} nicht ({status}).</translation>
    </message>
    <message>
        <source>The key belongs to another tenant.</source>
        <translation>Der Schlüssel gehört zu einem anderen Mandanten.</translation>
    </message>
    <message>
        <source>{host} does not know what was asked for ({status}).</source>
        <translation>{host} kennt nicht, wonach gefragt wurde ({status}).</translation>
    </message>
    <message>
        <source>{host} does not offer this ({status}).</source>
        <translation>{host} bietet das nicht an ({status}).</translation>
    </message>
    <message>
        <source>{host} refused because something is already there or has changed ({status}).</source>
        <translation>{host} lehnte ab, weil schon etwas da ist oder sich geändert hat ({status}).</translation>
    </message>
    <message>
        <source>The package was changed on {host} in the meantime ({status}).</source>
        <translation>Das Paket wurde auf {host} inzwischen geändert ({status}).</translation>
    </message>
    <message>
        <source>{host} did not accept the request ({status}).</source>
        <translation>{host} nahm die Anfrage nicht an ({status}).</translation>
    </message>
    <message>
        <source>Invalid SCORM Package: {host} did not accept it ({status}).</source>
        <translation>Ungültiges SCORM-Paket: {host} nahm es nicht an ({status}).</translation>
    </message>
    <message>
        <source>File Too Large: {host} did not accept it ({status}).</source>
        <translation>Datei zu groß: {host} nahm sie nicht an ({status}).</translation>
    </message>
    <message>
        <source>Package Processing Failed: {host} could not process it ({status}).</source>
        <translation>Verarbeitung fehlgeschlagen: {host} konnte das Paket nicht verarbeiten ({status}).</translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant has no room for it on {host} ({status}).</source>
        <translation>Kontingent erschöpft: Der Mandant hat auf {host} keinen Platz dafür ({status}).</translation>
    </message>
    <message>
        <source>in {wait_s} s</source>
        <translation>in {wait_s} s</translation>
    </message>
    <message>
        <source>in a moment</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>{host} limits how often it may be asked.</source>
        <translation>{host} begrenzt, wie oft gefragt werden darf.</translation>
    </message>
    <message>
        <source>{host} refused the request ({status}).</source>
        <translation>{host} lehnte die Anfrage ab ({status}).</translation>
    </message>
    <message>
        <source>Check the connection's address; a login page, a proxy or a firewall may have answered instead.</source>
        <translation>Prüfen Sie die Adresse der Verbindung; vielleicht antwortete eine Anmeldeseite, ein Proxy oder eine Firewall.</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>Statt einer Antwort kam eine Webseite.</translation>
    </message>
    <message>
        <source>Replace the key of this connection; what was already sent stays.</source>
        <translation>Ersetzen Sie den Schlüssel dieser Verbindung; schon Gesendetes bleibt.</translation>
    </message>
    <message>
        <source>Ask whoever administers AllureConnect for a key that may, then replace the key.</source>
        <translation>Bitten Sie, wer AllureConnect verwaltet, um einen Schlüssel, der es darf, und ersetzen Sie dann den Schlüssel.</translation>
    </message>
    <message>
        <source>Use a key with the write scope; whoever administers AllureConnect can make one.</source>
        <translation>Nehmen Sie einen Schlüssel mit Schreibrecht; wer AllureConnect verwaltet, kann einen anlegen.</translation>
    </message>
    <message>
        <source>{host} refused the tenant id of this connection ({status}).</source>
        <translation>{host} lehnte die Mandanten-Id dieser Verbindung ab ({status}).</translation>
    </message>
    <message>
        <source>Correct the tenant id of the connection, or use a key of that tenant.</source>
        <translation>Berichtigen Sie die Mandanten-Id der Verbindung, oder nehmen Sie einen Schlüssel dieses Mandanten.</translation>
    </message>
    <message>
        <source>Refresh the list and check the connection's address.</source>
        <translation>Aktualisieren Sie die Liste, und prüfen Sie die Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>Do it on the server's own pages, or ask whoever administers it.</source>
        <translation>Tun Sie es auf den Seiten des Servers, oder fragen Sie, wer ihn verwaltet.</translation>
    </message>
    <message>
        <source>Refresh and look at what is there before trying again.</source>
        <translation>Aktualisieren Sie, und sehen Sie nach, was da ist, bevor Sie es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Reload it, compare both and choose.</source>
        <translation>Laden Sie neu, vergleichen Sie beide, und wählen Sie.</translation>
    </message>
    <message>
        <source>Correct what it names and try again.</source>
        <translation>Berichtigen Sie, was genannt ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Try again {when}; uploads go on by themselves.</source>
        <translation>Versuchen Sie es {when} noch einmal; Uploads gehen von selbst weiter.</translation>
    </message>
    <message>
        <source>{host} is not available right now ({status}).</source>
        <translation>{host} ist gerade nicht verfügbar ({status}).</translation>
    </message>
    <message>
        <source>{host} has an error of its own ({status}).</source>
        <translation>{host} hat selbst einen Fehler ({status}).</translation>
    </message>
    <message>
        <source>Try again in a few minutes; if it stays, tell whoever runs the server.</source>
        <translation>Versuchen Sie es in einigen Minuten noch einmal; bleibt es dabei, sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Check the connection's address and key.</source>
        <translation>Prüfen Sie Adresse und Schlüssel der Verbindung.</translation>
    </message>
    <message>
        <source>It may have been deleted, or the connection's address is not the right one.</source>
        <translation>Vielleicht wurde es gelöscht, oder die Adresse der Verbindung stimmt nicht.</translation>
    </message>
    <message>
        <source>It lacks a scope that is needed. {quoted}</source>
        <translation>Ihm fehlt ein nötiges Recht. {quoted}</translation>
    </message>
    <message>
        <source>The storage server {host} did not take the data ({status}).</source>
        <translation>Der Speicherserver {host} nahm die Daten nicht an ({status}).</translation>
    </message>
    <message>
        <source>Sending to {host} was stopped.</source>
        <translation>Das Senden an {host} wurde gestoppt.</translation>
    </message>
    <message>
        <source>The file changed while it was being sent.</source>
        <translation>Die Datei änderte sich, während sie gesendet wurde.</translation>
    </message>
    <message>
        <source>The storage server {host} did not answer as one does.</source>
        <translation>Der Speicherserver {host} antwortete nicht wie einer.</translation>
    </message>
    <message>
        <source>The storage server {host} took everything, but its answer was lost.</source>
        <translation>Der Speicherserver {host} nahm alles an, aber seine Antwort ging verloren.</translation>
    </message>
    <message>
        <source>Resume the upload.</source>
        <translation>Setzen Sie den Upload fort.</translation>
    </message>
    <message>
        <source>It is longer or shorter than when the upload began.</source>
        <translation>Sie ist länger oder kürzer als zu Beginn des Uploads.</translation>
    </message>
    <message>
        <source>Start the upload again with the new file.</source>
        <translation>Beginnen Sie den Upload mit der neuen Datei neu.</translation>
    </message>
    <message>
        <source>Try again; if it stays, tell whoever runs the server, or check the proxy.</source>
        <translation>Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es dem Betreiber des Servers, oder prüfen Sie den Proxy.</translation>
    </message>
    <message>
        <source>It says: {value}.</source>
        <translation>Er sagt: {value}.</translation>
    </message>
    <message>
        <source>The address for sending to {host} is no longer valid ({status}).</source>
        <translation>Die Adresse zum Senden an {host} gilt nicht mehr ({status}).</translation>
    </message>
    <message>
        <source>The storage server {host} no longer knows this upload ({status}).</source>
        <translation>Der Speicherserver {host} kennt diesen Upload nicht mehr ({status}).</translation>
    </message>
    <message>
        <source>Try again; if it stays, tell whoever runs the server.</source>
        <translation>Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>It redirects; a file is sent only to the address that was made for it.</source>
        <translation>Er leitet um; eine Datei wird nur an die Adresse gesendet, die für sie gemacht wurde.</translation>
    </message>
    <message>
        <source>Send it again; nothing is stored twice.</source>
        <translation>Senden Sie noch einmal; nichts wird doppelt gespeichert.</translation>
    </message>
    <message>
        <source>It goes on with a new one; if that stays so, check this computer's clock.</source>
        <translation>Es geht mit einer neuen weiter; bleibt es so, prüfen Sie die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>Start the upload again; unfinished ones are dropped after some days.</source>
        <translation>Beginnen Sie den Upload neu; unfertige werden nach einigen Tagen verworfen.</translation>
    </message>
    <message>
        <source>Send it again; memory, disk or a proxy may be faulty.</source>
        <translation>Senden Sie noch einmal; vielleicht ist Arbeitsspeicher, Platte oder ein Proxy fehlerhaft.</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>The address it gave cannot be read.</source>
        <translation>Die genannte Adresse ist nicht lesbar.</translation>
    </message>
    <message>
        <source>{host} did not say properly where the file goes.</source>
        <translation>{host} sagte nicht richtig, wohin die Datei gehen soll.</translation>
    </message>
    <message>
        <source>The address it names for the file cannot be read.</source>
        <translation>Die für die Datei genannte Adresse ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The address it names for the file begins with {or}, not https.</source>
        <translation>Die für die Datei genannte Adresse beginnt mit {or}, nicht mit https.</translation>
    </message>
    <message>
        <source>The address it names for the file has no host, or names a user.</source>
        <translation>Die für die Datei genannte Adresse hat keinen Host oder nennt einen Benutzer.</translation>
    </message>
    <message>
        <source>It names {name} for the file, which is this computer itself.</source>
        <translation>Für die Datei ist {name} genannt, und das ist dieser Computer selbst.</translation>
    </message>
    <message>
        <source>The file would go to {name} without encryption.</source>
        <translation>Die Datei ginge unverschlüsselt an {name}.</translation>
    </message>
    <message>
        <source>The address it names for the file holds the API key.</source>
        <translation>Die für die Datei genannte Adresse enthält den API-Schlüssel.</translation>
    </message>
    <message>
        <source>It asks for {headers} headers with the file.</source>
        <translation>Mit der Datei werden {headers} Header verlangt.</translation>
    </message>
    <message>
        <source>Nothing was sent. Tell the operator of the server, or check the connection's address.</source>
        <translation>Nichts wurde gesendet. Sagen Sie es dem Betreiber des Servers, oder prüfen Sie die Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>It asks for another {name} of the file than it has.</source>
        <translation>Verlangt wird {name} anders, als die Datei es hat.</translation>
    </message>
    <message>
        <source>It asks for a header that no request can carry.</source>
        <translation>Verlangt wird ein Header, den keine Anfrage tragen kann.</translation>
    </message>
    <message>
        <source>It asks for the API key in {name}, which would show it to the storage.</source>
        <translation>Verlangt wird der API-Schlüssel in {name}, der Speicher sähe ihn dann.</translation>
    </message>
    <message>
        <source>It redirects more than {MOST_REDIRECTS} times.</source>
        <translation>Er leitet mehr als {MOST_REDIRECTS}-mal um.</translation>
    </message>
    <message>
        <source>If {name} is your AllureConnect server, make it the connection's address.</source>
        <translation>Wenn {name} Ihr AllureConnect-Server ist, machen Sie das zur Adresse der Verbindung.</translation>
    </message>
    <message>
        <source>It redirects to an address that cannot be followed.</source>
        <translation>Er leitet zu einer Adresse um, der nicht gefolgt werden kann.</translation>
    </message>
    <message>
        <source>Its answer has no end.</source>
        <translation>Die Antwort hat kein Ende.</translation>
    </message>
    <message>
        <source>Its answer is not JSON.</source>
        <translation>Die Antwort ist kein JSON.</translation>
    </message>
    <message>
        <source>{host} redirects to an unencrypted address.</source>
        <translation>{host} leitet zu einer unverschlüsselten Adresse um.</translation>
    </message>
    <message>
        <source>{host} redirects to {name}.</source>
        <translation>{host} leitet zu {name} um.</translation>
    </message>
    <message>
        <source>The key of this connection cannot be a key.</source>
        <translation>Der Schlüssel dieser Verbindung kann keiner sein.</translation>
    </message>
    <message>
        <source>That is not followed.</source>
        <translation>Dem wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>A request that changes something is not sent on to another server.</source>
        <translation>Eine Anfrage, die etwas ändert, wird nicht an einen anderen Server weitergesendet.</translation>
    </message>
    <message>
        <source>Copy it again from AllureConnect and replace the key of this connection.</source>
        <translation>Kopieren Sie ihn noch einmal aus AllureConnect, und ersetzen Sie den Schlüssel dieser Verbindung.</translation>
    </message>
    <message>
        <source>It is empty or has characters that no key has.</source>
        <translation>Er ist leer oder enthält Zeichen, die kein Schlüssel hat.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Sie ist leer.</translation>
    </message>
    <message>
        <source>Its answer holds no list of webhooks.</source>
        <translation>Die Antwort enthält keine Liste der Webhooks.</translation>
    </message>
    <message>
        <source>adding webhooks</source>
        <translation>das Hinzufügen von Webhooks</translation>
    </message>
    <message>
        <source>removing webhooks</source>
        <translation>das Entfernen von Webhooks</translation>
    </message>
    <message>
        <source>telling what webhooks have delivered</source>
        <translation>was Webhooks zugestellt haben</translation>
    </message>
    <message>
        <source>{name} cannot be compared.</source>
        <translation>{name} lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Check it first: allure-desktop validate</source>
        <translation>Prüfen Sie sie zuerst: allure-desktop validate</translation>
    </message>
    <message>
        <source>{names} and {MOST_NAMED} more</source>
        <translation>{names} und {MOST_NAMED} mehr</translation>
    </message>
    <message>
        <source>the older</source>
        <translation>der älteren</translation>
    </message>
    <message>
        <source>the newer</source>
        <translation>der neueren</translation>
    </message>
    <message>
        <source>{removed} gone ({removed2}): what was done in it is lost from view.</source>
        <translation>{removed} weg ({removed2}): Was darin getan wurde, ist nicht mehr zu sehen.</translation>
    </message>
    <message>
        <source> and {MOST_NAMED} more</source>
        <translation> und {MOST_NAMED} mehr</translation>
    </message>
    <message>
        <source>Identifiers were changed ({changes}{more}): systems keep progress under them and start anew.</source>
        <translation>Kennungen wurden geändert ({changes}{more}): Systeme speichern den Fortschritt unter ihnen und fangen neu an.</translation>
    </message>
    <message>
        <source>{other_kind} no SCO any more ({other_kind2}).</source>
        <translation>{other_kind} kein SCO mehr ({other_kind2}).</translation>
    </message>
    <message>
        <source>The SCORM version changed from {or} to {or2}: status and scores are kept in other elements.</source>
        <translation>Die SCORM-Version wechselte von {or} zu {or2}: Status und Punkte stehen in anderen Elementen.</translation>
    </message>
    <message>
        <source>{added} new ({added2}): who has completed the course has not done it.</source>
        <translation>{added} neu ({added2}): Wer den Kurs abgeschlossen hat, hat das nicht getan.</translation>
    </message>
    <message>
        <source>{became} now tracked ({became2}), with no progress so far.</source>
        <translation>{became} jetzt verfolgt ({became2}), noch ohne Fortschritt.</translation>
    </message>
    <message>
        <source>The passing score changed</source>
        <translation>Die Bestehensgrenze wurde geändert</translation>
    </message>
    <message>
        <source>The completion threshold changed</source>
        <translation>Die Abschlussschwelle wurde geändert</translation>
    </message>
    <message>
        <source>The launch data changed</source>
        <translation>Die Startdaten wurden geändert</translation>
    </message>
    <message>
        <source>The prerequisites changed</source>
        <translation>Die Voraussetzungen wurden geändert</translation>
    </message>
    <message>
        <source>The time allowed changed</source>
        <translation>Die erlaubte Zeit wurde geändert</translation>
    </message>
    <message>
        <source>The sequencing changed</source>
        <translation>Das Sequencing wurde geändert</translation>
    </message>
    <message>
        <source>The edition changed from {standard} to {standard2}.</source>
        <translation>Die Edition wechselte von {standard} zu {standard2}.</translation>
    </message>
    <message>
        <source>The course's identifier changed from {or} to {or2}: some systems take it for another course.</source>
        <translation>Die Kennung des Kurses wechselte von {or} zu {or2}: Manche Systeme halten ihn für einen anderen Kurs.</translation>
    </message>
    <message>
        <source>It was made with {tool} instead of {tool2}: bookmarks of the one mean nothing to the other.</source>
        <translation>Er wurde mit {tool} statt mit {tool2} gemacht: Lesezeichen des einen sagen dem anderen nichts.</translation>
    </message>
    <message>
        <source>The manifest of {which} one could not be read, so the structure cannot be compared.</source>
        <translation>Das Manifest {which} Seite ist nicht lesbar, daher lässt sich die Struktur nicht vergleichen.</translation>
    </message>
    <message>
        <source>{identifier} is now {identifier2}</source>
        <translation>{identifier} ist jetzt {identifier2}</translation>
    </message>
    <message>
        <source>The sequencing changed.</source>
        <translation>Das Sequencing wurde geändert.</translation>
    </message>
    <message>
        <source>SCO is</source>
        <translation>SCO ist</translation>
    </message>
    <message>
        <source>SCOs are</source>
        <translation>SCOs sind</translation>
    </message>
    <message>
        <source>item is</source>
        <translation>Element ist</translation>
    </message>
    <message>
        <source>items are</source>
        <translation>Elemente sind</translation>
    </message>
    <message>
        <source>launch file</source>
        <translation>Startdatei</translation>
    </message>
    <message>
        <source>mastery score</source>
        <translation>Bestehensgrenze</translation>
    </message>
    <message>
        <source>launch data</source>
        <translation>Startdaten</translation>
    </message>
    <message>
        <source>completion threshold</source>
        <translation>Abschlussschwelle</translation>
    </message>
    <message>
        <source>time allowed</source>
        <translation>erlaubte Zeit</translation>
    </message>
    <message>
        <source>course identifier</source>
        <translation>Kennung des Kurses</translation>
    </message>
    <message>
        <source>SCORM version</source>
        <translation>SCORM-Version</translation>
    </message>
    <message>
        <source>authoring tool</source>
        <translation>Autorenwerkzeug</translation>
    </message>
    <message>
        <source>the operating system's</source>
        <translation>die des Betriebssystems</translation>
    </message>
    <message>
        <source>The folder {path} cannot be read.</source>
        <translation>Der Ordner {path} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Check who may read it.</source>
        <translation>Prüfen Sie, wer ihn lesen darf.</translation>
    </message>
    <message>
        <source>No package can be downloaded to this computer.</source>
        <translation>Auf diesen Computer lässt sich kein Paket herunterladen.</translation>
    </message>
    <message>
        <source>Make the program's folder writable.</source>
        <translation>Machen Sie den Ordner des Programms beschreibbar.</translation>
    </message>
    <message>
        <source>There is no address.</source>
        <translation>Es fehlt die Adresse.</translation>
    </message>
    <message>
        <source>The address {text} cannot be read.</source>
        <translation>Die Adresse {text} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>An address that begins with {scheme}:// is no web server's.</source>
        <translation>Eine Adresse, die mit {scheme}:// beginnt, ist die keines Webservers.</translation>
    </message>
    <message>
        <source>{host} would be asked without encryption.</source>
        <translation>{host} würde unverschlüsselt gefragt.</translation>
    </message>
    <message>
        <source>Enter the server's address, such as {DEFAULT_ADDRESS}.</source>
        <translation>Geben Sie die Adresse des Servers ein, etwa {DEFAULT_ADDRESS}.</translation>
    </message>
    <message>
        <source>It should look like {DEFAULT_ADDRESS}.</source>
        <translation>Sie sollte aussehen wie {DEFAULT_ADDRESS}.</translation>
    </message>
    <message>
        <source>Everybody on the way could read the key.</source>
        <translation>Jeder auf dem Weg könnte den Schlüssel lesen.</translation>
    </message>
    <message>
        <source>Use https://{host}; plain http is for this computer's own addresses.</source>
        <translation>Nehmen Sie https://{host}; einfaches http ist für Adressen dieses Computers.</translation>
    </message>
    <message>
        <source>The key is kept until you quit. To have it kept, set up a keyring (on Linux a Secret Service such as gnome-keyring or KWallet), then try again.</source>
        <translation>Der Schlüssel bleibt, bis Sie beenden. Damit er behalten wird, richten Sie einen Schlüsselbund ein (unter Linux einen Secret Service wie gnome-keyring oder KWallet), und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>this run only</source>
        <translation>nur dieser Lauf</translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation>Der Schlüsselbund antwortet nicht.</translation>
    </message>
    <message>
        <source>The keyring is being asked.</source>
        <translation>Der Schlüsselbund wird gefragt.</translation>
    </message>
    <message>
        <source>No keyring answers.</source>
        <translation>Kein Schlüsselbund antwortet.</translation>
    </message>
    <message>
        <source>{name__}: it cannot be used here.</source>
        <translation>{name__}: ist hier nicht brauchbar.</translation>
    </message>
    <message>
        <source>No Secret Service is running, nor anything else that keeps keys safe.</source>
        <translation>Kein Secret Service läuft, und auch sonst nichts, was Schlüssel sicher aufbewahrt.</translation>
    </message>
    <message>
        <source>It was asked {patience_s} seconds ago; perhaps its prompt is still open.</source>
        <translation>Er wurde vor {patience_s} Sekunden gefragt; vielleicht ist seine Rückfrage noch offen.</translation>
    </message>
    <message>
        <source>Answer its prompt and try again. The key is kept until you quit.</source>
        <translation>Beantworten Sie seine Rückfrage, und versuchen Sie es noch einmal. Der Schlüssel bleibt, bis Sie beenden.</translation>
    </message>
    <message>
        <source>It has not answered yet; perhaps its prompt is open.</source>
        <translation>Er hat noch nicht geantwortet; vielleicht ist seine Rückfrage offen.</translation>
    </message>
    <message>
        <source>Answer its prompt and try again.</source>
        <translation>Beantworten Sie seine Rückfrage, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The keyring's prompt was dismissed.</source>
        <translation>Die Rückfrage des Schlüsselbunds wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>So the keyring stays locked.</source>
        <translation>Er bleibt also gesperrt.</translation>
    </message>
    <message>
        <source>Try again and answer the prompt. The key is kept until you quit.</source>
        <translation>Versuchen Sie es noch einmal, und beantworten Sie die Rückfrage. Der Schlüssel bleibt, bis Sie beenden.</translation>
    </message>
    <message>
        <source>Its prompt was dismissed or could not be shown.</source>
        <translation>Seine Rückfrage wurde abgelehnt oder konnte nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Unlock it and try again. The key is kept until you quit.</source>
        <translation>Entsperren Sie ihn, und versuchen Sie es noch einmal. Der Schlüssel bleibt, bis Sie beenden.</translation>
    </message>
    <message>
        <source>Enter the tenant id that AllureConnect shows.</source>
        <translation>Geben Sie die Mandanten-Id ein, die AllureConnect zeigt.</translation>
    </message>
    <message>
        <source>Not tested: something before it must be put right first.</source>
        <translation>Nicht getestet: Zuerst muss etwas davor in Ordnung kommen.</translation>
    </message>
    <message>
        <source>{netloc} answered in {took_s}.</source>
        <translation>{netloc} antwortete in {took_s}.</translation>
    </message>
    <message>
        <source>{value} ms</source>
        <translation>{value} ms</translation>
    </message>
    <message>
        <source>The key is accepted.</source>
        <translation>Der Schlüssel ist angenommen.</translation>
    </message>
    <message>
        <source>The tenant id is missing.</source>
        <translation>Die Mandanten-Id fehlt.</translation>
    </message>
    <message>
        <source>The key's tenant is {suggestion}: use that tenant id.</source>
        <translation>Der Mandant des Schlüssels ist {suggestion}: Nehmen Sie diese Mandanten-Id.</translation>
    </message>
    <message>
        <source>The key is known, but may not read.</source>
        <translation>Der Schlüssel ist bekannt, darf aber nicht lesen.</translation>
    </message>
    <message>
        <source>Use a key with the read and the write scope.</source>
        <translation>Nehmen Sie einen Schlüssel mit Lese- und Schreibrecht.</translation>
    </message>
    <message>
        <source>The key shows packages of tenant {shown}: use that tenant id.</source>
        <translation>Der Schlüssel zeigt Pakete des Mandanten {shown}: Nehmen Sie diese Mandanten-Id.</translation>
    </message>
    <message>
        <source>The certificate is trusted.</source>
        <translation>Dem Zertifikat wird vertraut.</translation>
    </message>
    <message>
        <source>The certificate is trusted, and valid until {day}.</source>
        <translation>Dem Zertifikat wird vertraut, und es gilt bis {day}.</translation>
    </message>
    <message>
        <source>None is needed on this computer.</source>
        <translation>Auf diesem Computer ist keines nötig.</translation>
    </message>
    <message>
        <source>The address is not encrypted.</source>
        <translation>Die Adresse ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>{host} answers.</source>
        <translation>{host} antwortet.</translation>
    </message>
    <message>
        <source>Not tested.</source>
        <translation>Nicht getestet.</translation>
    </message>
    <message>
        <source>Not known: {message}</source>
        <translation>Nicht bekannt: {message}</translation>
    </message>
    <message>
        <source>Not tested: {host} could not say.</source>
        <translation>Nicht getestet: {host} konnte es nicht sagen.</translation>
    </message>
    <message>
        <source>The server did not take the tenant id. {cause}</source>
        <translation>Der Server nahm die Mandanten-Id nicht an. {cause}</translation>
    </message>
    <message>
        <source>The packages that the key shows belong to another tenant.</source>
        <translation>Die Pakete, die der Schlüssel zeigt, gehören zu einem anderen Mandanten.</translation>
    </message>
    <message>
        <source>Use the tenant id {shown}, or a key of the tenant you meant.</source>
        <translation>Nehmen Sie die Mandanten-Id {shown} oder einen Schlüssel des gemeinten Mandanten.</translation>
    </message>
    <message>
        <source>The key may upload.</source>
        <translation>Der Schlüssel darf hochladen.</translation>
    </message>
    <message>
        <source>The key may read, but not upload.</source>
        <translation>Der Schlüssel darf lesen, aber nicht hochladen.</translation>
    </message>
    <message>
        <source>The tenant matches.</source>
        <translation>Der Mandant passt.</translation>
    </message>
    <message>
        <source>The tenant is accepted; it has no packages yet.</source>
        <translation>Der Mandant ist angenommen; er hat noch keine Pakete.</translation>
    </message>
    <message>
        <source>Add one in the window, or with: allure-desktop connect --name NAME --url URL --tenant TENANT --key-stdin (or set ALLURE_URL, ALLURE_TENANT and ALLURE_API_KEY for one call).</source>
        <translation>Legen Sie eine im Fenster an oder mit: allure-desktop connect --name NAME --url URL --tenant TENANT --key-stdin (oder setzen Sie ALLURE_URL, ALLURE_TENANT und ALLURE_API_KEY für einen Aufruf).</translation>
    </message>
    <message>
        <source>{connection_id} proxy</source>
        <translation>{connection_id} proxy</translation>
    </message>
    <message>
        <source>The key of {name} is needed again.</source>
        <translation>Der Schlüssel von {name} wird noch einmal gebraucht.</translation>
    </message>
    <message>
        <source>There is no connection named {name_or_id}.</source>
        <translation>Es gibt keine Verbindung namens {name_or_id}.</translation>
    </message>
    <message>
        <source>The key of {name} is missing.</source>
        <translation>Der Schlüssel von {name} fehlt.</translation>
    </message>
    <message>
        <source>The one that is kept was given for {before} and is told to no other server; the address leads to {now}.</source>
        <translation>Der behaltene wurde für {before} gegeben und wird keinem anderen Server genannt; die Adresse führt zu {now}.</translation>
    </message>
    <message>
        <source>Enter the key for {now}.</source>
        <translation>Geben Sie den Schlüssel für {now} ein.</translation>
    </message>
    <message>
        <source>The connection that this began with came from the environment.</source>
        <translation>Die Verbindung, mit der dies begann, kam aus der Umgebung.</translation>
    </message>
    <message>
        <source>There is no connection to a server yet.</source>
        <translation>Es gibt noch keine Verbindung zu einem Server.</translation>
    </message>
    <message>
        <source>A connection from the environment needs {OF_ONE_CALL}.</source>
        <translation>Eine Verbindung aus der Umgebung braucht {OF_ONE_CALL}.</translation>
    </message>
    <message>
        <source>A connection from the environment is not stored.</source>
        <translation>Eine Verbindung aus der Umgebung wird nicht gespeichert.</translation>
    </message>
    <message>
        <source>There is already a connection named {name}.</source>
        <translation>Es gibt schon eine Verbindung namens {name}.</translation>
    </message>
    <message>
        <source>No key is kept for it: it was for one run only, or was removed from the keyring.</source>
        <translation>Für sie ist kein Schlüssel behalten: Er war nur für einen Lauf, oder er wurde aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>Enter it again in the connection, or set ALLURE_API_KEY for one call.</source>
        <translation>Geben Sie ihn in der Verbindung noch einmal ein, oder setzen Sie ALLURE_API_KEY für einen Aufruf.</translation>
    </message>
    <message>
        <source>It was not stored, nor was its key.</source>
        <translation>Sie wurde nicht gespeichert, ihr Schlüssel auch nicht.</translation>
    </message>
    <message>
        <source>Set {OF_ONE_CALL} to the same values again.</source>
        <translation>Setzen Sie {OF_ONE_CALL} wieder auf dieselben Werte.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Es gibt: {names}.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Wählen Sie eine davon.</translation>
    </message>
    <message>
        <source>{missing} {else} not set.</source>
        <translation>{missing} {else} nicht gesetzt.</translation>
    </message>
    <message>
        <source>Set all three, or none of them.</source>
        <translation>Setzen Sie alle drei oder keine.</translation>
    </message>
    <message>
        <source>ALLURE_URL cannot be used. {what}</source>
        <translation>ALLURE_URL ist nicht brauchbar. {what}</translation>
    </message>
    <message>
        <source>Add it under a name.</source>
        <translation>Legen Sie sie unter einem Namen an.</translation>
    </message>
    <message>
        <source>Find it in AllureConnect under Settings, and enter it.</source>
        <translation>Sie steht in AllureConnect unter Settings; geben Sie sie ein.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{name} leads to another server now.</source>
        <translation>{name} führt jetzt zu einem anderen Server.</translation>
    </message>
    <message>
        <source>Its key is not for {netloc} any more.</source>
        <translation>Ihr Schlüssel ist nicht mehr für {netloc}.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>{name} is no file of connections.</source>
        <translation>{name} ist keine Datei mit Verbindungen.</translation>
    </message>
    <message>
        <source>It is a folder.</source>
        <translation>Es ist ein Ordner.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>It is larger than a file of connections can be (1 MB).</source>
        <translation>Sie ist größer, als eine Datei mit Verbindungen sein kann (1 MB).</translation>
    </message>
    <message>
        <source>It does not say that it is one.</source>
        <translation>Sie sagt nicht, dass sie eine ist.</translation>
    </message>
    <message>
        <source>A newer version of this program wrote it.</source>
        <translation>Eine neuere Version dieses Programms hat sie geschrieben.</translation>
    </message>
    <message>
        <source>It has no list of connections.</source>
        <translation>Sie hat keine Liste von Verbindungen.</translation>
    </message>
    <message>
        <source>It has more than {MOST_CONNECTIONS} connections.</source>
        <translation>Sie hat mehr als {MOST_CONNECTIONS} Verbindungen.</translation>
    </message>
    <message>
        <source>Connection {number} is no object.</source>
        <translation>Verbindung {number} ist kein Objekt.</translation>
    </message>
    <message>
        <source>Connection {number} has no tenant id.</source>
        <translation>Verbindung {number} hat keine Mandanten-Id.</translation>
    </message>
    <message>
        <source>Choose a file that was exported by this program.</source>
        <translation>Wählen Sie eine Datei, die dieses Programm exportiert hat.</translation>
    </message>
    <message>
        <source>{place} cannot be read.</source>
        <translation>{place} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It is not JSON.</source>
        <translation>Sie ist kein JSON.</translation>
    </message>
    <message>
        <source>Connection {number}: {what}</source>
        <translation>Verbindung {number}: {what}</translation>
    </message>
    <message>
        <source>This computer's disk is full.</source>
        <translation>Die Platte dieses Computers ist voll.</translation>
    </message>
    <message>
        <source>Choose the file that was exported.</source>
        <translation>Wählen Sie die exportierte Datei.</translation>
    </message>
    <message>
        <source>Make room and export again.</source>
        <translation>Schaffen Sie Platz, und exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>It did not answer within {limit_s} s.</source>
        <translation>Er antwortete nicht innerhalb von {limit_s} s.</translation>
    </message>
    <message>
        <source>The folder is not there</source>
        <translation>Der Ordner ist nicht da</translation>
    </message>
    <message>
        <source>This computer's disk is nearly full: no copy is kept.</source>
        <translation>Die Platte dieses Computers ist fast voll: Es wird keine Kopie behalten.</translation>
    </message>
    <message>
        <source>{name} is not the file any more that was uploaded.</source>
        <translation>{name} ist nicht mehr die Datei, die hochgeladen wurde.</translation>
    </message>
    <message>
        <source>{target} cannot be written.</source>
        <translation>{target} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>{name} cannot be read or kept.</source>
        <translation>{name} ist nicht lesbar oder lässt sich nicht behalten.</translation>
    </message>
    <message>
        <source>Free some space, or let fewer copies be kept.</source>
        <translation>Schaffen Sie Platz, oder lassen Sie weniger Kopien behalten.</translation>
    </message>
    <message>
        <source>It was changed since.</source>
        <translation>Sie wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>The version can only be had from the server, or from a colleague's copy.</source>
        <translation>Die Version gibt es nur vom Server oder aus der Kopie im Team.</translation>
    </message>
    <message>
        <source>Choose another place for the file.</source>
        <translation>Wählen Sie einen anderen Ort für die Datei.</translation>
    </message>
    <message>
        <source>Check the file, its disk and its permissions.</source>
        <translation>Prüfen Sie die Datei, ihre Platte und ihre Rechte.</translation>
    </message>
    <message>
        <source>Its folder does not exist.</source>
        <translation>Seinen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>The disk is full: {target} could not be written.</source>
        <translation>Die Platte ist voll: {target} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The data file {path} was written by a newer version of this program.</source>
        <translation>Die Datendatei {path} wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>This computer's disk is full: {path} could not be written.</source>
        <translation>Die Platte dieses Computers ist voll: {path} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>It was set aside as {name}; the next start begins with a new one.</source>
        <translation>Sie wurde als {name} beiseitegelegt; der nächste Start beginnt mit einer neuen.</translation>
    </message>
    <message>
        <source>The data file {path} is damaged.</source>
        <translation>Die Datendatei {path} ist beschädigt.</translation>
    </message>
    <message>
        <source>The data file {path} cannot be written.</source>
        <translation>Die Datendatei {path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The data file {path} is in use by another program.</source>
        <translation>Die Datendatei {path} wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>It has version {version}, this program knows {newest}. It was not touched.</source>
        <translation>Sie hat Version {version}, dieses Programm kennt {newest}. Sie wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Start the newer program, or choose another folder with --data-dir.</source>
        <translation>Starten Sie das neuere Programm, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Free some space; everything goes on from where it was.</source>
        <translation>Schaffen Sie Platz; alles geht dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>It could not be set aside.</source>
        <translation>Sie ließ sich nicht beiseitelegen.</translation>
    </message>
    <message>
        <source>Start the program again. What is on the server is not affected.</source>
        <translation>Starten Sie das Programm neu. Was auf dem Server ist, ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Make the folder writable, or choose another with --data-dir.</source>
        <translation>Machen Sie den Ordner beschreibbar, oder wählen Sie mit --data-dir einen anderen.</translation>
    </message>
    <message>
        <source>It stayed locked for 30 seconds.</source>
        <translation>Sie blieb 30 Sekunden lang gesperrt.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Schließen Sie das andere Programm, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Missing imsmanifest.xml</source>
        <translation>imsmanifest.xml fehlt</translation>
    </message>
    <message>
        <source>Invalid manifest structure</source>
        <translation>Ungültiger Aufbau des Manifests</translation>
    </message>
    <message>
        <source>Unsupported SCORM version</source>
        <translation>Nicht unterstützte SCORM-Version</translation>
    </message>
    <message>
        <source>Verify package contains valid SCORM manifest.</source>
        <translation>Prüfen Sie, ob das Paket ein gültiges SCORM-Manifest enthält.</translation>
    </message>
    <message>
        <source>Check SCORM version compatibility.</source>
        <translation>Prüfen Sie, ob die SCORM-Version unterstützt wird.</translation>
    </message>
    <message>
        <source>Review Package Validation Guide.</source>
        <translation>Lesen Sie die Anleitung zur Paketprüfung.</translation>
    </message>
    <message>
        <source>Package exceeds size limits</source>
        <translation>Das Paket überschreitet die Größengrenzen</translation>
    </message>
    <message>
        <source>Quota exceeded</source>
        <translation>Kontingent erschöpft</translation>
    </message>
    <message>
        <source>Use multipart upload for large packages.</source>
        <translation>Laden Sie große Pakete in Teilen hoch.</translation>
    </message>
    <message>
        <source>Check your storage quota.</source>
        <translation>Prüfen Sie Ihr Speicherkontingent.</translation>
    </message>
    <message>
        <source>Contact support to increase limits.</source>
        <translation>Bitten Sie den Support um höhere Grenzen.</translation>
    </message>
    <message>
        <source>Corrupted ZIP file</source>
        <translation>Beschädigte ZIP-Datei</translation>
    </message>
    <message>
        <source>Missing required files</source>
        <translation>Nötige Dateien fehlen</translation>
    </message>
    <message>
        <source>Storage issues</source>
        <translation>Schwierigkeiten des Speichers</translation>
    </message>
    <message>
        <source>Verify ZIP file integrity.</source>
        <translation>Prüfen Sie, ob die ZIP-Datei unversehrt ist.</translation>
    </message>
    <message>
        <source>Re-export package from authoring tool.</source>
        <translation>Exportieren Sie das Paket noch einmal aus dem Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>Check storage backend status.</source>
        <translation>Prüfen Sie den Zustand des Speichers.</translation>
    </message>
    <message>
        <source>Review error logs for details.</source>
        <translation>Sehen Sie in den Fehlerprotokollen nach.</translation>
    </message>
    <message>
        <source>Package limit reached</source>
        <translation>Grenze der Pakete erreicht</translation>
    </message>
    <message>
        <source>Storage limit reached</source>
        <translation>Grenze des Speichers erreicht</translation>
    </message>
    <message>
        <source>Delete unused packages.</source>
        <translation>Löschen Sie unbenutzte Pakete.</translation>
    </message>
    <message>
        <source>Upgrade subscription plan.</source>
        <translation>Wählen Sie einen größeren Tarif.</translation>
    </message>
    <message>
        <source>Contact support for quota increase.</source>
        <translation>Bitten Sie den Support um ein höheres Kontingent.</translation>
    </message>
    <message>
        <source>The nested JSON is cut short or malformed</source>
        <translation>Das verschachtelte JSON ist abgeschnitten oder fehlerhaft</translation>
    </message>
    <message>
        <source>“{title}” was changed by somebody else meanwhile.</source>
        <translation>„{title}“ wurde inzwischen von jemand anderem geändert.</translation>
    </message>
    <message>
        <source>Nothing of yours was saved.</source>
        <translation>Von Ihren Änderungen wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>Look at both and save again.</source>
        <translation>Sehen Sie beides an, und speichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>{unknown} cannot be changed.</source>
        <translation>{unknown} lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation>Es gibt nichts zu ändern.</translation>
    </message>
    <message>
        <source>What can be changed: {FIELDS}.</source>
        <translation>Änderbar sind: {FIELDS}.</translation>
    </message>
    <message>
        <source>The title, for example, comes from the manifest.</source>
        <translation>Der Titel zum Beispiel kommt aus dem Manifest.</translation>
    </message>
    <message>
        <source>There is no field “{name}” that could be emptied.</source>
        <translation>Es gibt kein Feld „{name}“, das sich leeren ließe.</translation>
    </message>
    <message>
        <source>These can: description, duration, tags, custom_metadata, custom_metadata.KEY.</source>
        <translation>Möglich sind: description, duration, tags, custom_metadata, custom_metadata.KEY.</translation>
    </message>
    <message>
        <source>What arrived is not the version that {name} was to become.</source>
        <translation>Was ankam, ist nicht die Version, zu der {name} werden sollte.</translation>
    </message>
    <message>
        <source>The folder {parent} does not exist.</source>
        <translation>Den Ordner {parent} gibt es nicht.</translation>
    </message>
    <message>
        <source>The download was stopped.</source>
        <translation>Das Herunterladen wurde gestoppt.</translation>
    </message>
    <message>
        <source>It was thrown away. Download it again; if that does not help, a proxy in between changes files.</source>
        <translation>Es wurde weggeworfen. Laden Sie noch einmal herunter; hilft das nicht, verändert ein Proxy dazwischen Dateien.</translation>
    </message>
    <message>
        <source>Start it again to go on: what has arrived is kept.</source>
        <translation>Beginnen Sie noch einmal, um weiterzumachen: Was angekommen ist, bleibt.</translation>
    </message>
    <message>
        <source>It is being downloaded to there already.</source>
        <translation>Sie wird schon dorthin heruntergeladen.</translation>
    </message>
    <message>
        <source>It has {size_bytes} bytes, the server tells {size_bytes2}.</source>
        <translation>Sie hat {size_bytes} Bytes, der Server nennt {size_bytes2}.</translation>
    </message>
    <message>
        <source>Its SHA-256 is another one than the server tells.</source>
        <translation>Ihr SHA-256 ist ein anderes, als der Server nennt.</translation>
    </message>
    <message>
        <source>Free some space and download again: what has arrived is kept.</source>
        <translation>Schaffen Sie Platz, und laden Sie noch einmal herunter: Was angekommen ist, bleibt.</translation>
    </message>
    <message>
        <source>“{session_id}” is no session.</source>
        <translation>„{session_id}“ ist keine Sitzung.</translation>
    </message>
    <message>
        <source>A session is a UUID, as an earlier launch has told it.</source>
        <translation>Eine Sitzung ist eine UUID, wie ein früherer Start sie genannt hat.</translation>
    </message>
    <message>
        <source>Leave it out to begin a new one.</source>
        <translation>Lassen Sie sie weg, um eine neue zu beginnen.</translation>
    </message>
    <message>
        <source>This server does not tell quotas.</source>
        <translation>Dieser Server nennt keine Kontingente.</translation>
    </message>
    <message>
        <source>Ask the administrator of the tenant, or look into AllureConnect's own pages.</source>
        <translation>Fragen Sie, wer den Mandanten verwaltet, oder sehen Sie auf den Seiten von AllureConnect nach.</translation>
    </message>
    <message>
        <source>None of the {unread} records that {host} sent could be read.</source>
        <translation>Von den {unread} Datensätzen, die {host} schickte, war keiner lesbar.</translation>
    </message>
    <message>
        <source>The first one begins: {excerpt}</source>
        <translation>Der erste beginnt: {excerpt}</translation>
    </message>
    <message>
        <source>Check the connection's address, and ask the people who run the server.</source>
        <translation>Prüfen Sie die Adresse der Verbindung, und fragen Sie, wer den Server betreibt.</translation>
    </message>
    <message>
        <source>“{address}” is no address that a server could call.</source>
        <translation>„{address}“ ist keine Adresse, die ein Server aufrufen könnte.</translation>
    </message>
    <message>
        <source>Give a whole one, such as https://example.org/hooks/allure.</source>
        <translation>Geben Sie eine ganze an, etwa https://example.org/hooks/allure.</translation>
    </message>
    <message>
        <source>The asset {name} is missing.</source>
        <translation>Der Bestandteil {name} fehlt.</translation>
    </message>
    <message>
        <source>The set-up that takes it from npm has not run.</source>
        <translation>Die Einrichtung, die ihn von npm holt, ist nicht gelaufen.</translation>
    </message>
    <message>
        <source>Run: make setup</source>
        <translation>Rufen Sie auf: make setup</translation>
    </message>
    <message>
        <source>The program's folder {root} cannot be used.</source>
        <translation>Der Ordner {root} des Programms ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Make it writable, or choose another with --data-dir.</source>
        <translation>Machen Sie ihn beschreibbar, oder wählen Sie mit --data-dir einen anderen.</translation>
    </message>
    <message>
        <source>not attempted</source>
        <translation>not attempted</translation>
    </message>
    <message>
        <source>{dropped} calls came too fast to be told one by one.</source>
        <translation>{dropped} Aufrufe kamen zu schnell, um einzeln genannt zu werden.</translation>
    </message>
    <message>
        <source>The file ends before its member does.</source>
        <translation>Die Datei endet vor ihrem Bestandteil.</translation>
    </message>
    <message>
        <source>Untitled course</source>
        <translation>Kurs ohne Titel</translation>
    </message>
    <message>
        <source>The package was changed while it plays. Close the preview and open it again.</source>
        <translation>Das Paket wurde geändert, während es läuft. Schließen Sie die Vorschau, und öffnen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The package has no file “{name}”.</source>
        <translation>Das Paket hat keine Datei „{name}“.</translation>
    </message>
    <message>
        <source>The course cannot be read any more</source>
        <translation>Der Kurs ist nicht mehr lesbar</translation>
    </message>
    <message>
        <source> It has “{near}”: upper and lower case differ.</source>
        <translation> Es hat „{near}“: Groß- und Kleinschreibung weichen ab.</translation>
    </message>
    <message>
        <source>A file of this course is missing</source>
        <translation>Eine Datei dieses Kurses fehlt</translation>
    </message>
    <message>
        <source>Converted for this view.</source>
        <translation>Für diese Ansicht umgewandelt.</translation>
    </message>
    <message>
        <source>The course let go before it had all of it.</source>
        <translation>Der Kurs ließ los, bevor er alles hatte.</translation>
    </message>
    <message>
        <source>A package takes nothing</source>
        <translation>Ein Paket nimmt nichts an</translation>
    </message>
    <message>
        <source>The course posts to a file of its package; no LMS answers that.</source>
        <translation>Der Kurs sendet an eine Datei seines Pakets; kein LMS beantwortet das.</translation>
    </message>
    <message>
        <source>there is nothing to convert it with</source>
        <translation>nichts ist da, um sie umzuwandeln</translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation>sie ist verschlüsselt</translation>
    </message>
    <message>
        <source>Outside of the file</source>
        <translation>Außerhalb der Datei</translation>
    </message>
    <message>
        <source>The range lies outside of the file.</source>
        <translation>Der Bereich liegt außerhalb der Datei.</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Nicht verstanden</translation>
    </message>
    <message>
        <source>The address is no UTF-8.</source>
        <translation>Die Adresse ist kein UTF-8.</translation>
    </message>
    <message>
        <source>A file of this course is damaged</source>
        <translation>Eine Datei dieses Kurses ist beschädigt</translation>
    </message>
    <message>
        <source>The course cannot be read</source>
        <translation>Der Kurs ist nicht lesbar</translation>
    </message>
    <message>
        <source>Served as it is in the package: {why}.</source>
        <translation>Ausgeliefert, wie sie im Paket ist: {why}.</translation>
    </message>
    <message>
        <source>{error} The answer was cut off.</source>
        <translation>{error} Die Antwort wurde abgebrochen.</translation>
    </message>
    <message>
        <source>{message} The answer was cut off.</source>
        <translation>{message} Die Antwort wurde abgebrochen.</translation>
    </message>
    <message>
        <source>a time span as HHHH:MM:SS.SS</source>
        <translation>eine Zeitspanne als HHHH:MM:SS.SS</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a number from 0 to 100</source>
        <translation>eine Zahl von 0 bis 100</translation>
    </message>
    <message>
        <source>a number from -1 to 1</source>
        <translation>eine Zahl von -1 bis 1</translation>
    </message>
    <message>
        <source>a duration as P1DT2H3M4S (ISO 8601)</source>
        <translation>eine Dauer als P1DT2H3M4S (ISO 8601)</translation>
    </message>
    <message>
        <source>a date and time as 2026-01-31T14:30:00 (ISO 8601)</source>
        <translation>Datum und Zeit als 2026-01-31T14:30:00 (ISO 8601)</translation>
    </message>
    <message>
        <source>the learner's id</source>
        <translation>die Id der Lernenden</translation>
    </message>
    <message>
        <source>the learner's name</source>
        <translation>der Name der Lernenden</translation>
    </message>
    <message>
        <source>the bookmark</source>
        <translation>das Lesezeichen</translation>
    </message>
    <message>
        <source>up to 255 characters</source>
        <translation>bis zu 255 Zeichen</translation>
    </message>
    <message>
        <source>whether the attempt counts</source>
        <translation>ob der Versuch zählt</translation>
    </message>
    <message>
        <source>the status learners and reports see</source>
        <translation>der Status, den Lernende und Berichte sehen</translation>
    </message>
    <message>
        <source>whether the attempt is resumed</source>
        <translation>ob der Versuch fortgesetzt wird</translation>
    </message>
    <message>
        <source>the score</source>
        <translation>die Punkte</translation>
    </message>
    <message>
        <source>the highest score</source>
        <translation>die höchste Punktzahl</translation>
    </message>
    <message>
        <source>the lowest score</source>
        <translation>die niedrigste Punktzahl</translation>
    </message>
    <message>
        <source>the time of all earlier sessions</source>
        <translation>die Zeit aller früheren Sitzungen</translation>
    </message>
    <message>
        <source>how the course is shown</source>
        <translation>wie der Kurs gezeigt wird</translation>
    </message>
    <message>
        <source>how the learner leaves</source>
        <translation>wie man ihn verlässt</translation>
    </message>
    <message>
        <source>the time of this session</source>
        <translation>die Zeit dieser Sitzung</translation>
    </message>
    <message>
        <source>what the course keeps for its next start</source>
        <translation>was der Kurs für seinen nächsten Start aufhebt</translation>
    </message>
    <message>
        <source>up to 4,096 characters</source>
        <translation>bis zu 4.096 Zeichen</translation>
    </message>
    <message>
        <source>what the manifest gives the course at its start</source>
        <translation>was das Manifest dem Kurs beim Start mitgibt</translation>
    </message>
    <message>
        <source>the learner's comments</source>
        <translation>die Kommentare der Lernenden</translation>
    </message>
    <message>
        <source>comments for the learner</source>
        <translation>Kommentare für die Lernenden</translation>
    </message>
    <message>
        <source>an objective's name</source>
        <translation>der Name eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's score</source>
        <translation>die Punkte eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's highest score</source>
        <translation>die höchste Punktzahl eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's lowest score</source>
        <translation>die niedrigste Punktzahl eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's status</source>
        <translation>der Status eines Lernziels</translation>
    </message>
    <message>
        <source>the score from which it counts as passed</source>
        <translation>die Punktzahl, ab der er bestanden ist</translation>
    </message>
    <message>
        <source>the time an attempt may take</source>
        <translation>die Zeit, die ein Versuch dauern darf</translation>
    </message>
    <message>
        <source>what happens when it is over</source>
        <translation>was geschieht, wenn sie um ist</translation>
    </message>
    <message>
        <source>the loudness</source>
        <translation>die Lautstärke</translation>
    </message>
    <message>
        <source>a whole number from -1 to 100</source>
        <translation>eine ganze Zahl von -1 bis 100</translation>
    </message>
    <message>
        <source>the language</source>
        <translation>die Sprache</translation>
    </message>
    <message>
        <source>the speed</source>
        <translation>das Tempo</translation>
    </message>
    <message>
        <source>a whole number from -100 to 100</source>
        <translation>eine ganze Zahl von -100 bis 100</translation>
    </message>
    <message>
        <source>a question's name</source>
        <translation>der Name einer Frage</translation>
    </message>
    <message>
        <source>the objective a question serves</source>
        <translation>das Lernziel, dem eine Frage dient</translation>
    </message>
    <message>
        <source>when it was answered</source>
        <translation>wann sie beantwortet wurde</translation>
    </message>
    <message>
        <source>a time as HH:MM:SS.SS</source>
        <translation>eine Uhrzeit als HH:MM:SS.SS</translation>
    </message>
    <message>
        <source>the kind of question</source>
        <translation>die Art der Frage</translation>
    </message>
    <message>
        <source>a right answer</source>
        <translation>eine richtige Antwort</translation>
    </message>
    <message>
        <source>the question's weight</source>
        <translation>das Gewicht der Frage</translation>
    </message>
    <message>
        <source>the learner's answer</source>
        <translation>die Antwort der Lernenden</translation>
    </message>
    <message>
        <source>how the answer was judged</source>
        <translation>wie die Antwort bewertet wurde</translation>
    </message>
    <message>
        <source>correct, wrong, unanticipated, neutral or a number</source>
        <translation>correct, wrong, unanticipated, neutral oder eine Zahl</translation>
    </message>
    <message>
        <source>the time until the answer</source>
        <translation>die Zeit bis zur Antwort</translation>
    </message>
    <message>
        <source>a learner's comment</source>
        <translation>ein Kommentar der Lernenden</translation>
    </message>
    <message>
        <source>where the comment belongs</source>
        <translation>wohin der Kommentar gehört</translation>
    </message>
    <message>
        <source>when it was written</source>
        <translation>wann er geschrieben wurde</translation>
    </message>
    <message>
        <source>a comment for the learner</source>
        <translation>ein Kommentar für die Lernenden</translation>
    </message>
    <message>
        <source>whether the content was completed</source>
        <translation>ob der Inhalt abgeschlossen ist</translation>
    </message>
    <message>
        <source>the progress from which it counts as completed</source>
        <translation>der Fortschritt, ab dem er als abgeschlossen zählt</translation>
    </message>
    <message>
        <source>an identifier (URI)</source>
        <translation>eine Kennung (URI)</translation>
    </message>
    <message>
        <source>when it was first shown</source>
        <translation>wann sie zuerst gezeigt wurde</translation>
    </message>
    <message>
        <source>correct, incorrect, unanticipated, neutral or a number</source>
        <translation>correct, incorrect, unanticipated, neutral oder eine Zahl</translation>
    </message>
    <message>
        <source>the question's text</source>
        <translation>der Text der Frage</translation>
    </message>
    <message>
        <source>a number from 0</source>
        <translation>eine Zahl ab 0</translation>
    </message>
    <message>
        <source>a language as en-GB</source>
        <translation>eine Sprache wie en-GB</translation>
    </message>
    <message>
        <source>up to 1,000 characters</source>
        <translation>bis zu 1.000 Zeichen</translation>
    </message>
    <message>
        <source>an objective's points</source>
        <translation>die Punkte eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's lowest points</source>
        <translation>die niedrigsten Punkte eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's highest points</source>
        <translation>die höchsten Punkte eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's result</source>
        <translation>das Ergebnis eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's state</source>
        <translation>der Stand eines Lernziels</translation>
    </message>
    <message>
        <source>an objective's progress</source>
        <translation>der Fortschritt eines Lernziels</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 bis 1</translation>
    </message>
    <message>
        <source>an objective's text</source>
        <translation>der Text eines Lernziels</translation>
    </message>
    <message>
        <source>how far the learner is</source>
        <translation>wie weit die Lernenden sind</translation>
    </message>
    <message>
        <source>a number from 0 to 1</source>
        <translation>eine Zahl von 0 bis 1</translation>
    </message>
    <message>
        <source>the score that systems record</source>
        <translation>die Punktzahl, die Systeme aufzeichnen</translation>
    </message>
    <message>
        <source>the points</source>
        <translation>die Punkte</translation>
    </message>
    <message>
        <source>the lowest points</source>
        <translation>die niedrigsten Punkte</translation>
    </message>
    <message>
        <source>the highest points</source>
        <translation>die höchsten Punkte</translation>
    </message>
    <message>
        <source>whether the learner passed</source>
        <translation>ob bestanden wurde</translation>
    </message>
    <message>
        <source>up to 64,000 characters</source>
        <translation>bis zu 64.000 Zeichen</translation>
    </message>
    <message>
        <source>what happens when the time is over</source>
        <translation>was geschieht, wenn die Zeit um ist</translation>
    </message>
    <message>
        <source>where to go when this part ends</source>
        <translation>wohin es geht, wenn dieser Teil endet</translation>
    </message>
    <message>
        <source>continue, previous, exit, exitAll, abandon, abandonAll, suspendAll, {target=ID}choice, {target=ID}jump, _none_</source>
        <translation>continue, previous, exit, exitAll, abandon, abandonAll, suspendAll, {target=ID}choice, {target=ID}jump, _none_</translation>
    </message>
    <message>
        <source>whether “continue” would work</source>
        <translation>ob „continue“ ginge</translation>
    </message>
    <message>
        <source>whether “previous” would work</source>
        <translation>ob „previous“ ginge</translation>
    </message>
    <message>
        <source>whether a choice would work</source>
        <translation>ob eine Wahl ginge</translation>
    </message>
    <message>
        <source>whether a jump would work</source>
        <translation>ob ein Sprung ginge</translation>
    </message>
    <message>
        <source>the name of a store that parts share</source>
        <translation>der Name eines Speichers, den Teile gemeinsam haben</translation>
    </message>
    <message>
        <source>what parts share</source>
        <translation>was Teile gemeinsam haben</translation>
    </message>
    <message>
        <source>cmi.completion_status and cmi.success_status</source>
        <translation>cmi.completion_status und cmi.success_status</translation>
    </message>
    <message>
        <source>cmi.score.raw (and cmi.score.scaled)</source>
        <translation>cmi.score.raw (und cmi.score.scaled)</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Bearbeitung</translation>
    </message>
    <message>
        <source>Split the course, or let it keep less (slides set to “resume saved state” are what fills it).</source>
        <translation>Teilen Sie den Kurs, oder lassen Sie ihn weniger aufheben (Folien mit „gespeicherten Zustand fortsetzen“ füllen ihn).</translation>
    </message>
    <message>
        <source>{MOST_COMMITS} commits in ten seconds</source>
        <translation>{MOST_COMMITS} Commits in zehn Sekunden</translation>
    </message>
    <message>
        <source>The standard sets no limit, but each commit may be a request to the LMS.</source>
        <translation>Der Standard setzt keine Grenze, aber jeder Commit kann eine Anfrage an das LMS sein.</translation>
    </message>
    <message>
        <source>Pages turn slowly, and some systems refuse further commits for a while.</source>
        <translation>Seiten wechseln langsam, und manche Systeme nehmen eine Zeit lang keine Commits mehr an.</translation>
    </message>
    <message>
        <source>Commit after a page or an answer, not at every value.</source>
        <translation>Rufen Sie Commit nach einer Seite oder Antwort auf, nicht bei jedem Wert.</translation>
    </message>
    <message>
        <source>suspend data</source>
        <translation>Suspend Data</translation>
    </message>
    <message>
        <source>The {name} is too long for many systems: {length} of {limit} characters</source>
        <translation>Zu lang für viele Systeme: {name}, {length} von {limit} Zeichen</translation>
    </message>
    <message>
        <source>{name} guarantees {limit} characters. Some systems take more, some cut it, some refuse it.</source>
        <translation>{name} garantiert {limit} Zeichen. Manche Systeme nehmen mehr, manche schneiden ab, manche lehnen ab.</translation>
    </message>
    <message>
        <source>Learners would begin again from an earlier place, or from the start.</source>
        <translation>Lernende begännen an einer früheren Stelle oder ganz von vorn.</translation>
    </message>
    <message>
        <source>{words} SCORM 2004 3rd and 4th Edition keep 64,000.</source>
        <translation>{words} SCORM 2004 3rd und 4th Edition behalten 64.000.</translation>
    </message>
    <message>
        <source>The score {value} is above the highest one, {standard}</source>
        <translation>Die Punkte {value} liegen über den höchsten, {standard}</translation>
    </message>
    <message>
        <source>The raw score lies between min and max.</source>
        <translation>Die Rohpunkte liegen zwischen min und max.</translation>
    </message>
    <message>
        <source>Reports show more than 100 %, or no score.</source>
        <translation>Berichte zeigen mehr als 100 % oder keine Punkte.</translation>
    </message>
    <message>
        <source>Store the highest score of the whole test as max, before the raw score.</source>
        <translation>Speichern Sie die Höchstpunktzahl des ganzen Tests als max, vor den Rohpunkten.</translation>
    </message>
    <message>
        <source>The place where the learner was may be lost</source>
        <translation>Die Stelle, an der die Lernenden waren, geht vielleicht verloren</translation>
    </message>
    <message>
        <source>The learner starts from the beginning next time.</source>
        <translation>Beim nächsten Mal beginnt der Kurs von vorn.</translation>
    </message>
    <message>
        <source>Store {standard} = suspend before the end while the course is not done.</source>
        <translation>Speichern Sie {standard} = suspend vor dem Ende, solange der Kurs nicht fertig ist.</translation>
    </message>
    <message>
        <source>More than {MOST_CALLS} calls in ten seconds</source>
        <translation>Mehr als {MOST_CALLS} Aufrufe in zehn Sekunden</translation>
    </message>
    <message>
        <source>The standard sets no limit.</source>
        <translation>Der Standard setzt keine Grenze.</translation>
    </message>
    <message>
        <source>The course gets slow: some systems ask their server at every call.</source>
        <translation>Der Kurs wird langsam: Manche Systeme fragen bei jedem Aufruf ihren Server.</translation>
    </message>
    <message>
        <source>Do not call in a loop or at every frame; read once and keep the value.</source>
        <translation>Rufen Sie nicht in einer Schleife oder bei jedem Bild auf; lesen Sie einmal, und behalten Sie den Wert.</translation>
    </message>
    <message>
        <source>A strict LMS refuses {value}</source>
        <translation>Ein strenges LMS lehnt {value} ab</translation>
    </message>
    <message>
        <source>On a strict system the value is lost.</source>
        <translation>Auf einem strengen System geht der Wert verloren.</translation>
    </message>
    <message>
        <source>“logout” may sign the learner out of the LMS</source>
        <translation>„logout“ kann die Lernenden vom LMS abmelden</translation>
    </message>
    <message>
        <source>The standard allows it and advises against it: some systems end the learner's whole session.</source>
        <translation>Der Standard erlaubt es und rät davon ab: Manche Systeme beenden die ganze Sitzung.</translation>
    </message>
    <message>
        <source>The learner has to sign in again.</source>
        <translation>Die Lernenden müssen sich neu anmelden.</translation>
    </message>
    <message>
        <source>Store “suspend” to go on later, or an empty text at the end.</source>
        <translation>Speichern Sie „suspend“, um später weiterzumachen, oder am Ende einen leeren Text.</translation>
    </message>
    <message>
        <source>The {name} is nearly full: {length} of {limit} characters</source>
        <translation>Fast voll: {name}, {length} von {limit} Zeichen</translation>
    </message>
    <message>
        <source>{name} guarantees {limit} characters.</source>
        <translation>{name} garantiert {limit} Zeichen.</translation>
    </message>
    <message>
        <source>A longer visit may not be resumed everywhere.</source>
        <translation>Ein längerer Besuch lässt sich vielleicht nicht überall fortsetzen.</translation>
    </message>
    <message>
        <source>The course takes back “{before}”</source>
        <translation>Der Kurs nimmt „{before}“ zurück</translation>
    </message>
    <message>
        <source>The standard allows it.</source>
        <translation>Der Standard erlaubt es.</translation>
    </message>
    <message>
        <source>In the report {before} becomes {value} again: certificates and due dates may be lost.</source>
        <translation>Im Bericht wird aus {before} wieder {value}: Zertifikate und Fristen gehen vielleicht verloren.</translation>
    </message>
    <message>
        <source>Do not store a lower status once the course is done: ask for the status first.</source>
        <translation>Speichern Sie keinen niedrigeren Status, wenn der Kurs fertig ist: Fragen Sie zuerst nach dem Status.</translation>
    </message>
    <message>
        <source>“not attempted” is for the LMS to say</source>
        <translation>„not attempted“ ist Sache des LMS</translation>
    </message>
    <message>
        <source>The vocabulary has it, but several systems (Moodle among them) refuse it from a course.</source>
        <translation>Das Vokabular kennt es, aber mehrere Systeme (Moodle darunter) nehmen es von einem Kurs nicht an.</translation>
    </message>
    <message>
        <source>Usually nothing.</source>
        <translation>Meist nichts.</translation>
    </message>
    <message>
        <source>Store “incomplete” once the course has begun.</source>
        <translation>Speichern Sie „incomplete“, sobald der Kurs begonnen hat.</translation>
    </message>
    <message>
        <source>The part ends with a raw score and no scaled one</source>
        <translation>Der Teil endet mit Rohpunkten, aber ohne skalierte</translation>
    </message>
    <message>
        <source>In SCORM 2004 only cmi.score.scaled (-1 to 1) counts for the LMS and its rules.</source>
        <translation>In SCORM 2004 zählt für das LMS und seine Regeln nur cmi.score.scaled (-1 bis 1).</translation>
    </message>
    <message>
        <source>Most reports show no score.</source>
        <translation>Die meisten Berichte zeigen keine Punkte.</translation>
    </message>
    <message>
        <source>Store cmi.score.scaled = raw / max as well.</source>
        <translation>Speichern Sie auch cmi.score.scaled = raw / max.</translation>
    </message>
    <message>
        <source>The part is passed, but not completed</source>
        <translation>Der Teil ist bestanden, aber nicht abgeschlossen</translation>
    </message>
    <message>
        <source>SCORM 2004 tells success and completion apart; a report may ask for both.</source>
        <translation>SCORM 2004 trennt Erfolg und Abschluss; ein Bericht kann nach beidem fragen.</translation>
    </message>
    <message>
        <source>Learners who passed stay “in progress” in many reports.</source>
        <translation>Wer bestanden hat, bleibt in vielen Berichten „in Bearbeitung“.</translation>
    </message>
    <message>
        <source>Store cmi.completion_status = completed as well.</source>
        <translation>Speichern Sie auch cmi.completion_status = completed.</translation>
    </message>
    <message>
        <source>The part ends without a status</source>
        <translation>Der Teil endet ohne Status</translation>
    </message>
    <message>
        <source>The LMS then takes the part as completed as soon as it ends.</source>
        <translation>Das LMS hält den Teil dann für abgeschlossen, sobald er endet.</translation>
    </message>
    <message>
        <source>Opening the part once is enough to complete it.</source>
        <translation>Den Teil einmal zu öffnen, genügt zum Abschluss.</translation>
    </message>
    <message>
        <source>Choose a reporting status in the authoring tool if more than that is wanted.</source>
        <translation>Wählen Sie im Autorenwerkzeug einen Berichtsstatus, wenn mehr gewollt ist.</translation>
    </message>
    <message>
        <source>The part ends without its session time</source>
        <translation>Der Teil endet ohne seine Sitzungszeit</translation>
    </message>
    <message>
        <source>The LMS takes its own time, or none.</source>
        <translation>Das LMS nimmt seine eigene Zeit oder keine.</translation>
    </message>
    <message>
        <source>The time spent may show as zero.</source>
        <translation>Die aufgewendete Zeit erscheint vielleicht als null.</translation>
    </message>
    <message>
        <source>Store {standard} before the end.</source>
        <translation>Speichern Sie {standard} vor dem Ende.</translation>
    </message>
    <message>
        <source>SCORM 2004 gives bookmark and suspend data back only after cmi.exit = suspend.</source>
        <translation>SCORM 2004 gibt Lesezeichen und Suspend Data nur nach cmi.exit = suspend zurück.</translation>
    </message>
    <message>
        <source>The part ends unfinished without cmi.core.exit = suspend: some systems then begin anew.</source>
        <translation>Der Teil endet unfertig und ohne cmi.core.exit = suspend: Manche Systeme fangen dann neu an.</translation>
    </message>
    <message>
        <source>Store “{near}”.</source>
        <translation>Speichern Sie „{near}“.</translation>
    </message>
    <message>
        <source>Store one of these words.</source>
        <translation>Speichern Sie eines dieser Wörter.</translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation>nahe {name}</translation>
    </message>
    <message>
        <source>This profile takes it. The standard allows </source>
        <translation>Dieses Profil nimmt es an. Der Standard erlaubt </translation>
    </message>
    <message>
        <source>Use one of: {OUTCOMES}.</source>
        <translation>Nehmen Sie eines von: {OUTCOMES}.</translation>
    </message>
    <message>
        <source>Give a time such as 60s or 2m.</source>
        <translation>Nennen Sie eine Zeit wie 60s oder 2m.</translation>
    </message>
    <message>
        <source>The standard allows {or}.</source>
        <translation>Der Standard erlaubt {or}.</translation>
    </message>
    <message>
        <source>{value} is not a {name} {element}</source>
        <translation>{value} passt nicht zu {name} {element}</translation>
    </message>
    <message>
        <source>An LMS refuses the value: {meaning} stays as it was.</source>
        <translation>Ein LMS lehnt den Wert ab; unverändert bleibt: {meaning}.</translation>
    </message>
    <message>
        <source>The standard refuses it here.</source>
        <translation>Der Standard lehnt es hier ab.</translation>
    </message>
    <message>
        <source>Look at what was stored before this call.</source>
        <translation>Sehen Sie nach, was vor diesem Aufruf gespeichert wurde.</translation>
    </message>
    <message>
        <source>{name} has no element {element}</source>
        <translation>{name} hat kein Element {element}</translation>
    </message>
    <message>
        <source>general exception</source>
        <translation>allgemeine Ausnahme</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>ungültiges Argument</translation>
    </message>
    <message>
        <source>the element cannot have children</source>
        <translation>das Element kann keine Kinder haben</translation>
    </message>
    <message>
        <source>the element is no list and has no count</source>
        <translation>das Element ist keine Liste und hat keine Anzahl</translation>
    </message>
    <message>
        <source>not initialized</source>
        <translation>nicht initialisiert</translation>
    </message>
    <message>
        <source>not implemented</source>
        <translation>nicht implementiert</translation>
    </message>
    <message>
        <source>the element is a keyword and cannot be stored</source>
        <translation>das Element ist ein Schlüsselwort und nicht speicherbar</translation>
    </message>
    <message>
        <source>the element is read only</source>
        <translation>das Element ist nur lesbar</translation>
    </message>
    <message>
        <source>the element is write only</source>
        <translation>das Element ist nur schreibbar</translation>
    </message>
    <message>
        <source>incorrect data type</source>
        <translation>falscher Datentyp</translation>
    </message>
    <message>
        <source>value out of range</source>
        <translation>Wert außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>another element has to be stored first</source>
        <translation>zuerst muss ein anderes Element gespeichert werden</translation>
    </message>
    <message>
        <source>initialization failed</source>
        <translation>Initialisieren fehlgeschlagen</translation>
    </message>
    <message>
        <source>already initialized</source>
        <translation>schon initialisiert</translation>
    </message>
    <message>
        <source>content instance terminated</source>
        <translation>Inhalt schon beendet</translation>
    </message>
    <message>
        <source>termination failed</source>
        <translation>Beenden fehlgeschlagen</translation>
    </message>
    <message>
        <source>terminated before it was initialized</source>
        <translation>beendet vor dem Initialisieren</translation>
    </message>
    <message>
        <source>terminated twice</source>
        <translation>zweimal beendet</translation>
    </message>
    <message>
        <source>read before it was initialized</source>
        <translation>gelesen vor dem Initialisieren</translation>
    </message>
    <message>
        <source>read after it was terminated</source>
        <translation>gelesen nach dem Beenden</translation>
    </message>
    <message>
        <source>stored before it was initialized</source>
        <translation>gespeichert vor dem Initialisieren</translation>
    </message>
    <message>
        <source>stored after it was terminated</source>
        <translation>gespeichert nach dem Beenden</translation>
    </message>
    <message>
        <source>committed before it was initialized</source>
        <translation>Commit vor dem Initialisieren</translation>
    </message>
    <message>
        <source>committed after it was terminated</source>
        <translation>Commit nach dem Beenden</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>Lesen fehlgeschlagen</translation>
    </message>
    <message>
        <source>storing failed</source>
        <translation>Speichern fehlgeschlagen</translation>
    </message>
    <message>
        <source>committing failed</source>
        <translation>Commit fehlgeschlagen</translation>
    </message>
    <message>
        <source>undefined data model element</source>
        <translation>Element nicht im Datenmodell</translation>
    </message>
    <message>
        <source>data model element that is not implemented</source>
        <translation>Element des Datenmodells nicht implementiert</translation>
    </message>
    <message>
        <source>the element has no value yet</source>
        <translation>das Element hat noch keinen Wert</translation>
    </message>
    <message>
        <source>{title} (error {error})</source>
        <translation>{title} (Fehler {error})</translation>
    </message>
    <message>
        <source>{name} came before {start}</source>
        <translation>{name} kam vor {start}</translation>
    </message>
    <message>
        <source>The standard answers nothing until the course has called {start}(“”) and got “true”.</source>
        <translation>Der Standard antwortet nichts, bis der Kurs {start}(“”) aufgerufen und „true“ bekommen hat.</translation>
    </message>
    <message>
        <source>What is asked for comes back empty, what is stored is lost: a learner would start from the beginning again.</source>
        <translation>Was erfragt wird, kommt leer zurück; was gespeichert wird, ist verloren: Lernende begännen wieder von vorn.</translation>
    </message>
    <message>
        <source>Call {start} once, first thing, in every page that talks to the LMS; do not talk from a second frame before.</source>
        <translation>Rufen Sie {start} einmal auf, als Allererstes, in jeder Seite, die mit dem LMS spricht; sprechen Sie vorher nicht aus einem zweiten Frame.</translation>
    </message>
    <message>
        <source>After {end} an LMS takes nothing more from this part until it is started again.</source>
        <translation>Nach {end} nimmt ein LMS von diesem Teil nichts mehr an, bis er neu gestartet wird.</translation>
    </message>
    <message>
        <source>{start} was called twice</source>
        <translation>{start} wurde zweimal aufgerufen</translation>
    </message>
    <message>
        <source>One {start} begins the session; the standard refuses another one until it has ended.</source>
        <translation>Ein {start} beginnt die Sitzung; der Standard lehnt ein weiteres ab, bis sie beendet ist.</translation>
    </message>
    <message>
        <source>Usually nothing, but some systems show an error message here.</source>
        <translation>Meist nichts, aber manche Systeme zeigen hier eine Fehlermeldung.</translation>
    </message>
    <message>
        <source>Call {start} in one place: often a frame and its parent both do it.</source>
        <translation>Rufen Sie {start} an einer Stelle auf: Oft tun es ein Frame und sein Elternfenster.</translation>
    </message>
    <message>
        <source>The {name} is too long: {value_length} characters</source>
        <translation>Zu lang: {name}, {value_length} Zeichen</translation>
    </message>
    <message>
        <source>Store {near} instead.</source>
        <translation>Speichern Sie stattdessen {near}.</translation>
    </message>
    <message>
        <source>Store {words}.</source>
        <translation>Speichern Sie {words}.</translation>
    </message>
    <message>
        <source>An LMS refuses the value, so learners stay “incomplete”.</source>
        <translation>Ein LMS lehnt den Wert ab, Lernende bleiben also „incomplete“.</translation>
    </message>
    <message>
        <source> Upper and lower case and spaces count.</source>
        <translation> Groß- und Kleinschreibung und Leerzeichen zählen.</translation>
    </message>
    <message>
        <source>An LMS refuses the value: the report shows no score, or the one from before.</source>
        <translation>Ein LMS lehnt den Wert ab: Der Bericht zeigt keine Punkte oder die von vorher.</translation>
    </message>
    <message>
        <source>An LMS refuses the value: the time of this session is missing in the report.</source>
        <translation>Ein LMS lehnt den Wert ab: Die Zeit dieser Sitzung fehlt im Bericht.</translation>
    </message>
    <message>
        <source>{element} has no value yet</source>
        <translation>{element} hat noch keinen Wert</translation>
    </message>
    <message>
        <source>The standard says so with this code; the answer is an empty text. It is how a course finds out.</source>
        <translation>Der Standard sagt das mit diesem Code; die Antwort ist ein leerer Text. So erfährt es ein Kurs.</translation>
    </message>
    <message>
        <source>Nothing, as long as the course takes the empty answer.</source>
        <translation>Nichts, solange der Kurs die leere Antwort annimmt.</translation>
    </message>
    <message>
        <source>Nothing to change where the course expects it; else store the element first.</source>
        <translation>Nichts zu ändern, wo der Kurs damit rechnet; sonst speichern Sie zuerst das Element.</translation>
    </message>
    <message>
        <source>{element} cannot be stored</source>
        <translation>{element} lässt sich nicht speichern</translation>
    </message>
    <message>
        <source>Usually nothing: the value of the LMS stays.</source>
        <translation>Meist nichts: Der Wert des LMS bleibt.</translation>
    </message>
    <message>
        <source>Leave the call out.</source>
        <translation>Lassen Sie den Aufruf weg.</translation>
    </message>
    <message>
        <source>{element} cannot be read</source>
        <translation>{element} lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>{name} lets a course store this element and never gives it back.</source>
        <translation>{name} lässt einen Kurs dieses Element speichern und gibt es nie zurück.</translation>
    </message>
    <message>
        <source>The course gets an empty answer and may take the session for a new one.</source>
        <translation>Der Kurs bekommt eine leere Antwort und hält die Sitzung vielleicht für eine neue.</translation>
    </message>
    <message>
        <source>Keep what the course needs later in cmi.suspend_data.</source>
        <translation>Heben Sie, was der Kurs später braucht, in cmi.suspend_data auf.</translation>
    </message>
    <message>
        <source>{base}.id has to be stored first</source>
        <translation>{base}.id muss zuerst gespeichert werden</translation>
    </message>
    <message>
        <source>The standard keeps {element} only after {base}.id (of an interaction also its type, of a score its bounds) has been stored.</source>
        <translation>Der Standard behält {element} nur, nachdem {base}.id (bei einer Interaktion auch ihre Art, bei Punkten ihre Grenzen) gespeichert ist.</translation>
    </message>
    <message>
        <source>This answer or objective is missing in the report.</source>
        <translation>Diese Antwort oder dieses Lernziel fehlt im Bericht.</translation>
    </message>
    <message>
        <source>Store {base}.id first.</source>
        <translation>Speichern Sie zuerst {base}.id.</translation>
    </message>
    <message>
        <source>Lists grow by one: the next index is what _count gives. An id may occur once among objectives.</source>
        <translation>Listen wachsen um eins: Der nächste Index ist, was _count nennt. Eine Id darf unter Lernzielen einmal vorkommen.</translation>
    </message>
    <message>
        <source>Ask for {counted}._count and store at that index.</source>
        <translation>Fragen Sie nach {counted}._count, und speichern Sie unter diesem Index.</translation>
    </message>
    <message>
        <source>{element} was not stored</source>
        <translation>{element} wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>This value is missing in the report.</source>
        <translation>Dieser Wert fehlt im Bericht.</translation>
    </message>
    <message>
        <source>{element} does not exist yet</source>
        <translation>{element} gibt es noch nicht</translation>
    </message>
    <message>
        <source>The standard answers an index that has not been stored with this code.</source>
        <translation>Der Standard beantwortet einen Index, der nicht gespeichert ist, mit diesem Code.</translation>
    </message>
    <message>
        <source>Ask for _count first and read only below it.</source>
        <translation>Fragen Sie zuerst nach _count, und lesen Sie nur darunter.</translation>
    </message>
    <message>
        <source>The element belongs to {theirs}.</source>
        <translation>Das Element gehört zu {theirs}.</translation>
    </message>
    <message>
        <source>The standard has no element of this name.</source>
        <translation>Der Standard hat kein Element dieses Namens.</translation>
    </message>
    <message>
        <source> Here it is called {meant}.</source>
        <translation> Hier heißt es {meant}.</translation>
    </message>
    <message>
        <source>The value is lost: it shows in no report.</source>
        <translation>Der Wert ist verloren: Er steht in keinem Bericht.</translation>
    </message>
    <message>
        <source>The course gets an empty answer.</source>
        <translation>Der Kurs bekommt eine leere Antwort.</translation>
    </message>
    <message>
        <source>The score is lost: it shows in no report.</source>
        <translation>Die Punkte sind verloren: Sie stehen in keinem Bericht.</translation>
    </message>
    <message>
        <source>Use {meant}.</source>
        <translation>Nehmen Sie {meant}.</translation>
    </message>
    <message>
        <source>Leave the call out, or use an element of the standard.</source>
        <translation>Lassen Sie den Aufruf weg, oder nehmen Sie ein Element des Standards.</translation>
    </message>
    <message>
        <source> Or publish the course as {theirs}: its driver speaks that.</source>
        <translation> Oder veröffentlichen Sie den Kurs als {theirs}: Das spricht sein Treiber.</translation>
    </message>
    <message>
        <source>SCORM 1.2 leaves this element to the LMS: not every system keeps it.</source>
        <translation>SCORM 1.2 überlässt dieses Element dem LMS: Nicht jedes System behält es.</translation>
    </message>
    <message>
        <source>Nothing to change, as long as the course lives without it.</source>
        <translation>Nichts zu ändern, solange der Kurs ohne es auskommt.</translation>
    </message>
    <message>
        <source>{element} is not kept here</source>
        <translation>{element} wird hier nicht behalten</translation>
    </message>
    <message>
        <source>an error the standard does not name</source>
        <translation>ein Fehler, den der Standard nicht nennt</translation>
    </message>
    <message>
        <source>{name} was refused: {meaning}</source>
        <translation>{name} wurde abgelehnt: {meaning}</translation>
    </message>
    <message>
        <source>{end} was called twice</source>
        <translation>{end} wurde zweimal aufgerufen</translation>
    </message>
    <message>
        <source>{name} came after {end}</source>
        <translation>{name} kam nach {end}</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts geht verloren.</translation>
    </message>
    <message>
        <source>What is stored now never reaches the LMS: score or status may be missing.</source>
        <translation>Was jetzt gespeichert wird, erreicht das LMS nie: Vielleicht fehlen Punkte oder Status.</translation>
    </message>
    <message>
        <source>Let only one handler call {end} (usually “pagehide” or the exit button, not both).</source>
        <translation>Lassen Sie nur einen Handler {end} aufrufen (meist „pagehide“ oder den Knopf zum Verlassen, nicht beide).</translation>
    </message>
    <message>
        <source>Store and commit everything first, and call {end} last.</source>
        <translation>Speichern Sie zuerst alles, rufen Sie Commit auf, und {end} zuletzt.</translation>
    </message>
    <message>
        <source>Store {near}: choose the reporting status in the authoring tool again and export again.</source>
        <translation>Speichern Sie {near}: Wählen Sie im Autorenwerkzeug noch einmal den Berichtsstatus, und exportieren Sie neu.</translation>
    </message>
    <message>
        <source>Store a plain number with a point, without “%”, unit or thousands separator.</source>
        <translation>Speichern Sie eine einfache Zahl mit Punkt, ohne „%“, Einheit oder Tausendertrennzeichen.</translation>
    </message>
    <message>
        <source>The LMS counts and lists by itself.</source>
        <translation>Das LMS zählt und listet selbst.</translation>
    </message>
    <message>
        <source>Only the LMS sets this element; a course may read it.</source>
        <translation>Nur das LMS setzt dieses Element; ein Kurs darf es lesen.</translation>
    </message>
    <message>
        <source>The status is lost: learners stay “incomplete”.</source>
        <translation>Der Status ist verloren: Lernende bleiben „incomplete“.</translation>
    </message>
    <message>
        <source>{name} takes an empty text and nothing else.</source>
        <translation>{name} nimmt einen leeren Text und sonst nichts.</translation>
    </message>
    <message>
        <source>Some systems go on, others never start the session.</source>
        <translation>Manche Systeme machen weiter, andere beginnen die Sitzung nie.</translation>
    </message>
    <message>
        <source>The LMS did not do what was asked.</source>
        <translation>Das LMS tat nicht, worum es gebeten wurde.</translation>
    </message>
    <message>
        <source>Call {name}(“”).</source>
        <translation>Rufen Sie {name}(“”) auf.</translation>
    </message>
    <message>
        <source>Look at the call before this one.</source>
        <translation>Sehen Sie sich den Aufruf davor an.</translation>
    </message>
    <message>
        <source>other values</source>
        <translation>andere Werte</translation>
    </message>
    <message>
        <source>The course called {name}({args}).</source>
        <translation>Der Kurs rief {name}({args}) auf.</translation>
    </message>
    <message>
        <source>The course asked to store {or} = {or2}.</source>
        <translation>Der Kurs wollte {or} = {or2} speichern.</translation>
    </message>
    <message>
        <source>The course asked for {or}.</source>
        <translation>Der Kurs fragte nach {or}.</translation>
    </message>
    <message>
        <source>Called from {place}:{line}.</source>
        <translation>Aufgerufen von {place}:{line}.</translation>
    </message>
    <message>
        <source>Called from {place}.</source>
        <translation>Aufgerufen von {place}.</translation>
    </message>
    <message>
        <source>(no element)</source>
        <translation>(kein Element)</translation>
    </message>
    <message>
        <source>it was ended by {name}</source>
        <translation>er wurde durch {name} beendet</translation>
    </message>
    <message>
        <source>it ended with {lines}</source>
        <translation>er endete mit {lines}</translation>
    </message>
    <message>
        <source>it ended with code {code}</source>
        <translation>er endete mit Code {code}</translation>
    </message>
    <message>
        <source>the library that converts it (PyAV) is not installed</source>
        <translation>die Bibliothek, die sie umwandelt (PyAV), ist nicht installiert</translation>
    </message>
    <message>
        <source>no picture of it can be decoded</source>
        <translation>kein Bild darin lässt sich dekodieren</translation>
    </message>
    <message>
        <source>its picture has {width}x{height} pixels</source>
        <translation>ihr Bild hat {width}x{height} Pixel</translation>
    </message>
    <message>
        <source>it is no MP4 that can be read ({error})</source>
        <translation>sie ist kein lesbares MP4 ({error})</translation>
    </message>
    <message>
        <source>it holds neither picture nor sound that can be decoded</source>
        <translation>sie enthält weder Bild noch Ton, der sich dekodieren ließe</translation>
    </message>
    <message>
        <source>it holds {codecs}, which the web view plays itself</source>
        <translation>sie enthält {codecs}, was die Webansicht selbst abspielt</translation>
    </message>
    <message>
        <source>it does not say how long it is</source>
        <translation>sie sagt nicht, wie lang sie ist</translation>
    </message>
    <message>
        <source>it claims to last for days</source>
        <translation>sie will Tage dauern</translation>
    </message>
    <message>
        <source>its beginning cannot be decoded ({error})</source>
        <translation>ihr Anfang lässt sich nicht dekodieren ({error})</translation>
    </message>
    <message>
        <source>the package ends before the member does</source>
        <translation>das Paket endet vor dem Bestandteil</translation>
    </message>
    <message>
        <source>the member is compressed with method {method}</source>
        <translation>der Bestandteil ist mit Verfahren {method} komprimiert</translation>
    </message>
    <message>
        <source>the package was changed while it was played</source>
        <translation>das Paket wurde geändert, während es lief</translation>
    </message>
    <message>
        <source>the package cannot be opened ({error})</source>
        <translation>das Paket lässt sich nicht öffnen ({error})</translation>
    </message>
    <message>
        <source>the package cannot be read ({error})</source>
        <translation>das Paket ist nicht lesbar ({error})</translation>
    </message>
    <message>
        <source>the program is ending</source>
        <translation>das Programm endet gerade</translation>
    </message>
    <message>
        <source>A part of this film could not be converted for the preview.</source>
        <translation>Ein Teil dieses Films ließ sich für die Vorschau nicht umwandeln.</translation>
    </message>
    <message>
        <source>the preview was closed</source>
        <translation>die Vorschau wurde geschlossen</translation>
    </message>
    <message>
        <source>the process that converts it does not start: {words}</source>
        <translation>der Prozess, der sie umwandelt, startet nicht: {words}</translation>
    </message>
    <message>
        <source>Play the preview in your own browser, which most likely plays the film as it is.</source>
        <translation>Spielen Sie die Vorschau im eigenen Browser, der den Film sehr wahrscheinlich abspielt, wie er ist.</translation>
    </message>
    <message>
        <source>the process that converts it cannot be started ({error})</source>
        <translation>der Prozess, der sie umwandelt, lässt sich nicht starten ({error})</translation>
    </message>
    <message>
        <source>the process that converts it ended {crashes} times over it: {words}</source>
        <translation>der Prozess, der sie umwandelt, endete {crashes}-mal daran: {words}</translation>
    </message>
    <message>
        <source>This is not what a page of the preview sends.</source>
        <translation>Das ist nichts, was eine Seite der Vorschau sendet.</translation>
    </message>
    <message>
        <source>This course was opened again elsewhere; go on there.</source>
        <translation>Dieser Kurs wurde anderswo noch einmal geöffnet; machen Sie dort weiter.</translation>
    </message>
    <message>
        <source>This is no structure.</source>
        <translation>Das ist keine Struktur.</translation>
    </message>
    <message>
        <source>The call names no part of this course.</source>
        <translation>Der Aufruf nennt keinen Teil dieses Kurses.</translation>
    </message>
    <message>
        <source>This names no command.</source>
        <translation>Das nennt keinen Befehl.</translation>
    </message>
    <message>
        <source>Too many calls at once.</source>
        <translation>Zu viele Aufrufe auf einmal.</translation>
    </message>
    <message>
        <source>These are no calls.</source>
        <translation>Das sind keine Aufrufe.</translation>
    </message>
    <message>
        <source>There is no such call.</source>
        <translation>Einen solchen Aufruf gibt es nicht.</translation>
    </message>
    <message>
        <source>Blocked: the preview is offline.</source>
        <translation>Blockiert: Die Vorschau ist offline.</translation>
    </message>
    <message>
        <source>There is no LMS profile “{name}”.</source>
        <translation>Es gibt kein LMS-Profil „{name}“.</translation>
    </message>
    <message>
        <source>Use one of: {known}.</source>
        <translation>Nehmen Sie eines von: {known}.</translation>
    </message>
    <message>
        <source>{name} is damaged: {why}.</source>
        <translation>{name} ist beschädigt: {why}.</translation>
    </message>
    <message>
        <source>it ends after {out} of {size} bytes</source>
        <translation>Ende nach {out} von {size} Bytes</translation>
    </message>
    <message>
        <source>the file ends before it does</source>
        <translation>die Datei endet vorher</translation>
    </message>
    <message>
        <source>its compressed data is damaged</source>
        <translation>die komprimierten Daten sind beschädigt</translation>
    </message>
    <message>
        <source>A connection of the preview broke</source>
        <translation>Eine Verbindung der Vorschau brach ab</translation>
    </message>
    <message>
        <source>Only {METHODS} are answered.</source>
        <translation>Nur {METHODS} werden beantwortet.</translation>
    </message>
    <message>
        <source>This request was not understood.</source>
        <translation>Diese Anfrage wurde nicht verstanden.</translation>
    </message>
    <message>
        <source>Say how long the body is.</source>
        <translation>Sagen Sie, wie lang der Inhalt ist.</translation>
    </message>
    <message>
        <source>Say once how long the body is.</source>
        <translation>Sagen Sie einmal, wie lang der Inhalt ist.</translation>
    </message>
    <message>
        <source>That is more than a page of the preview ever sends.</source>
        <translation>Das ist mehr, als eine Seite der Vorschau je sendet.</translation>
    </message>
    <message>
        <source>The preview cannot be served on port {port}.</source>
        <translation>Die Vorschau lässt sich nicht auf Port {port} ausliefern.</translation>
    </message>
    <message>
        <source>This address is not served here.</source>
        <translation>Diese Adresse wird hier nicht ausgeliefert.</translation>
    </message>
    <message>
        <source>Ask for a path, as browsers do.</source>
        <translation>Fragen Sie nach einem Pfad, wie Browser es tun.</translation>
    </message>
    <message>
        <source>A request to the preview could not be answered</source>
        <translation>Eine Anfrage an die Vorschau konnte nicht beantwortet werden</translation>
    </message>
    <message>
        <source>The preview made a mistake. Its log tells more.</source>
        <translation>Die Vorschau machte einen Fehler. Mehr steht in ihrem Protokoll.</translation>
    </message>
    <message>
        <source>Choose another port, or none: then any free one is taken.</source>
        <translation>Wählen Sie einen anderen Port oder keinen: Dann wird ein freier genommen.</translation>
    </message>
    <message>
        <source>The course has found its run-time and says nothing</source>
        <translation>Der Kurs hat seine Laufzeit gefunden und sagt nichts</translation>
    </message>
    <message>
        <source>It asked for the run-time, and has made no call since. Some wait until the learner begins.</source>
        <translation>Er fragte nach der Laufzeit und hat seitdem nichts aufgerufen. Manche warten, bis jemand beginnt.</translation>
    </message>
    <message>
        <source>Begin in the course; if nothing comes then, Console tells what its scripts complain of.</source>
        <translation>Beginnen Sie im Kurs; kommt dann nichts, sagt die Konsole, worüber seine Skripte klagen.</translation>
    </message>
    <message>
        <source>No part is open</source>
        <translation>Kein Teil ist offen</translation>
    </message>
    <message>
        <source>The manifest opens none by itself.</source>
        <translation>Das Manifest öffnet von selbst keinen.</translation>
    </message>
    <message>
        <source>Choose one in the structure.</source>
        <translation>Wählen Sie einen in der Struktur.</translation>
    </message>
    <message>
        <source>1 file is missing</source>
        <translation>1 Datei fehlt</translation>
    </message>
    <message>
        <source>{missing} files are missing</source>
        <translation>{missing} Dateien fehlen</translation>
    </message>
    <message>
        <source> The package has “{near}”.</source>
        <translation> Das Paket hat „{near}“.</translation>
    </message>
    <message>
        <source>No call came, and {files}</source>
        <translation>Es kam kein Aufruf, und {files}</translation>
    </message>
    <message>
        <source>“{shown}” is not in the package.{near} Most likely the course stops there, and would in every LMS.</source>
        <translation>„{shown}“ ist nicht im Paket.{near} Sehr wahrscheinlich bleibt der Kurs dort stehen, und das in jedem LMS.</translation>
    </message>
    <message>
        <source>Requests lists them all. Export the course again, with all of its files.</source>
        <translation>Anfragen listet sie alle. Exportieren Sie den Kurs noch einmal, mit allen Dateien.</translation>
    </message>
    <message>
        <source>No call came, and scripts are blocked</source>
        <translation>Es kam kein Aufruf, und Skripte sind blockiert</translation>
    </message>
    <message>
        <source>The course wants them from {hostname}, and the preview is offline.</source>
        <translation>Der Kurs will sie von {hostname}, und die Vorschau ist offline.</translation>
    </message>
    <message>
        <source>Allow the network in Requests, then look again.</source>
        <translation>Erlauben Sie unter Anfragen das Netz, dann sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>This part makes no calls</source>
        <translation>Dieser Teil ruft nichts auf</translation>
    </message>
    <message>
        <source>The manifest calls it an asset: a page that reports nothing. It is done when it was looked at.</source>
        <translation>Das Manifest nennt ihn ein Asset: eine Seite, die nichts meldet. Fertig ist er, wenn er angesehen wurde.</translation>
    </message>
    <message>
        <source>If it should report something, mark its resource as a SCO.</source>
        <translation>Soll er etwas melden, markieren Sie seine Ressource als SCO.</translation>
    </message>
    <message>
        <source>The course does not look for an LMS</source>
        <translation>Der Kurs sucht kein LMS</translation>
    </message>
    <message>
        <source>Its pages are there, but no script in them has asked for “{name}”. An LMS would record nothing but “opened”.</source>
        <translation>Seine Seiten sind da, aber kein Skript darin hat nach „{name}“ gefragt. Ein LMS würde nichts als „geöffnet“ aufzeichnen.</translation>
    </message>
    <message>
        <source>Switch tracking on in the authoring tool and export for SCORM again; a page that shall report nothing is an asset.</source>
        <translation>Schalten Sie im Autorenwerkzeug die Verfolgung ein, und exportieren Sie noch einmal für SCORM; eine Seite, die nichts melden soll, ist ein Asset.</translation>
    </message>
    <message>
        <source>The course asks for “{path}” from the top of the server. The package has “{near}”: the address must be relative, for no LMS keeps a package at its top.</source>
        <translation>Der Kurs fragt nach „{path}“ von der Wurzel des Servers. Das Paket hat „{near}“: Die Adresse muss relativ sein, denn kein LMS legt ein Paket in seine Wurzel.</translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation>Eine solche Datei gibt es nicht</translation>
    </message>
    <message>
        <source>The player has no file {name}.</source>
        <translation>Der Player hat keine Datei {name}.</translation>
    </message>
    <message>
        <source>This page belongs to another browser</source>
        <translation>Diese Seite gehört zu einem anderen Browser</translation>
    </message>
    <message>
        <source>Press “In your own browser” in the preview again.</source>
        <translation>Drücken Sie in der Vorschau noch einmal „Im eigenen Browser spielen“.</translation>
    </message>
    <message>
        <source>Not for other pages</source>
        <translation>Nicht für andere Seiten</translation>
    </message>
    <message>
        <source>Only the preview's own pages may ask for this.</source>
        <translation>Nur die Seiten der Vorschau selbst dürfen danach fragen.</translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>The preview serves the files of one package, and nothing else.</source>
        <translation>Die Vorschau liefert die Dateien eines Pakets aus und sonst nichts.</translation>
    </message>
    <message>
        <source>This link was used already</source>
        <translation>Dieser Link wurde schon benutzt</translation>
    </message>
    <message>
        <source>This is no report.</source>
        <translation>Das ist kein Bericht.</translation>
    </message>
    <message>
        <source>It has no imsmanifest.xml.</source>
        <translation>Die imsmanifest.xml fehlt.</translation>
    </message>
    <message>
        <source>{name} cannot be played.</source>
        <translation>{name} lässt sich nicht abspielen.</translation>
    </message>
    <message>
        <source>Check it to see every problem: allure-desktop validate {name}</source>
        <translation>Prüfen Sie die Datei, um jedes Problem zu sehen: allure-desktop validate {name}</translation>
    </message>
    <message>
        <source>An LMS would record this attempt as incomplete.</source>
        <translation>Ein LMS würde diesen Versuch als unvollständig aufzeichnen.</translation>
    </message>
    <message>
        <source>{raw} of {most}</source>
        <translation>{raw} von {most}</translation>
    </message>
    <message>
        <source>The course never spoke to the LMS: nothing but “opened” would be recorded.</source>
        <translation>Der Kurs sprach nie mit dem LMS: Nichts als „geöffnet“ würde aufgezeichnet.</translation>
    </message>
    <message>
        <source>The course never began its session: an LMS would record nothing.</source>
        <translation>Der Kurs begann seine Sitzung nie: Ein LMS würde nichts aufzeichnen.</translation>
    </message>
    <message>
        <source>An LMS would record this attempt as passed.</source>
        <translation>Ein LMS würde diesen Versuch als bestanden aufzeichnen.</translation>
    </message>
    <message>
        <source>An LMS would record this attempt as completed.</source>
        <translation>Ein LMS würde diesen Versuch als abgeschlossen aufzeichnen.</translation>
    </message>
    <message>
        <source>An LMS would record this attempt as failed.</source>
        <translation>Ein LMS würde diesen Versuch als nicht bestanden aufzeichnen.</translation>
    </message>
    <message>
        <source>An LMS would record this attempt as incomplete: a part never said good-bye.</source>
        <translation>Ein LMS würde diesen Versuch als unvollständig aufzeichnen: Ein Teil hat sich nie verabschiedet.</translation>
    </message>
    <message>
        <source>Suspend data</source>
        <translation>Suspend Data</translation>
    </message>
    <message>
        <source>{name} could not be read.</source>
        <translation>{name} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>There is no file {subject}.</source>
        <translation>Es gibt keine Datei {subject}.</translation>
    </message>
    <message>
        <source>Check that you may read it and that its drive is connected.</source>
        <translation>Prüfen Sie, ob Sie sie lesen dürfen und ob ihr Laufwerk verbunden ist.</translation>
    </message>
    <message>
        <source>It is one part of a ZIP split over several files.</source>
        <translation>Sie ist ein Teil eines ZIPs, das auf mehrere Dateien verteilt ist.</translation>
    </message>
    <message>
        <source>Its directory alone, the list of its files, has {directory_bytes} bytes.</source>
        <translation>Allein ihr Verzeichnis, die Liste der Dateien, hat {directory_bytes} Bytes.</translation>
    </message>
    <message>
        <source>{name} has {size} bytes.</source>
        <translation>{name} hat {size} Bytes.</translation>
    </message>
    <message>
        <source>{name} is encrypted.</source>
        <translation>{name} ist verschlüsselt.</translation>
    </message>
    <message>
        <source>it ends after {count} of {size} bytes</source>
        <translation>Ende nach {count} von {size} Bytes</translation>
    </message>
    <message>
        <source>its checksum (CRC-32) does not match</source>
        <translation>die Prüfsumme (CRC-32) stimmt nicht</translation>
    </message>
    <message>
        <source>it is not where the directory says</source>
        <translation>nicht dort, wo das Verzeichnis sagt</translation>
    </message>
    <message>
        <source>its own header gives it another name than the directory</source>
        <translation>der eigene Kopf nennt einen anderen Namen als das Verzeichnis</translation>
    </message>
    <message>
        <source>its compressed data ends too early</source>
        <translation>die komprimierten Daten enden zu früh</translation>
    </message>
    <message>
        <source>{name} is compressed with method {method}.</source>
        <translation>{name} ist mit Verfahren {method} komprimiert.</translation>
    </message>
    <message>
        <source>Check the path, or export the package again.</source>
        <translation>Prüfen Sie den Pfad, oder exportieren Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>{path} is a folder, not a package.</source>
        <translation>{path} ist ein Ordner, kein Paket.</translation>
    </message>
    <message>
        <source>{name} is not a file.</source>
        <translation>{name} ist keine Datei.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Eine solche Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file has {size_gib} GiB.</source>
        <translation>Die Datei hat {size_gib} GiB.</translation>
    </message>
    <message>
        <source>Zip the folder's contents, so that imsmanifest.xml lies at the top of the ZIP.</source>
        <translation>Packen Sie den Inhalt des Ordners in ein ZIP, sodass imsmanifest.xml ganz oben liegt.</translation>
    </message>
    <message>
        <source>It is a device or a pipe.</source>
        <translation>Es ist ein Gerät oder eine Pipe.</translation>
    </message>
    <message>
        <source>Choose a ZIP file.</source>
        <translation>Wählen Sie eine ZIP-Datei.</translation>
    </message>
    <message>
        <source>The path holds a NUL character.</source>
        <translation>Der Pfad enthält ein NUL-Zeichen.</translation>
    </message>
    <message>
        <source>it is longer than the directory says</source>
        <translation>länger, als das Verzeichnis sagt</translation>
    </message>
    <message>
        <source>The system refused</source>
        <translation>Das System lehnte ab</translation>
    </message>
    <message>
        <source>It has more than {MOST_OUT_OF_PLACE} items, resources and files where none belong.</source>
        <translation>Mehr als {MOST_OUT_OF_PLACE} Elemente, Ressourcen und Dateien stehen, wo keine hingehören.</translation>
    </message>
    <message>
        <source>It has more than {MOST_ITEMS_AND_RESOURCES} items and resources.</source>
        <translation>Mehr als {MOST_ITEMS_AND_RESOURCES} Elemente und Ressourcen.</translation>
    </message>
    <message>
        <source>Unpack it, and zip what was in it so that imsmanifest.xml lies at the top of the ZIP.</source>
        <translation>Entpacken Sie es, und packen Sie den Inhalt in ein ZIP, sodass imsmanifest.xml ganz oben liegt.</translation>
    </message>
    <message>
        <source>In the authoring tool, publish for LMS as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes.</source>
        <translation>Veröffentlichen Sie im Autorenwerkzeug für LMS als SCORM 1.2 oder SCORM 2004, und laden Sie das ZIP hoch, das dabei entsteht.</translation>
    </message>
    <message>
        <source>The ZIP is cut off: its directory, which stands at the end, is missing.</source>
        <translation>Das ZIP ist abgeschnitten: Sein Verzeichnis, das am Ende steht, fehlt.</translation>
    </message>
    <message>
        <source>It is a RAR archive, not a ZIP.</source>
        <translation>Es ist ein RAR-Archiv, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a 7-Zip archive, not a ZIP.</source>
        <translation>Es ist ein 7-Zip-Archiv, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a gzip file, not a ZIP.</source>
        <translation>Es ist eine gzip-Datei, kein ZIP.</translation>
    </message>
    <message>
        <source>It is an XZ file, not a ZIP.</source>
        <translation>Es ist eine XZ-Datei, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a bzip2 file, not a ZIP.</source>
        <translation>Es ist eine bzip2-Datei, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a Windows cabinet, not a ZIP.</source>
        <translation>Es ist ein Windows-Cabinet, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a PDF document, not a ZIP.</source>
        <translation>Es ist ein PDF-Dokument, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a project or Office document, not a ZIP.</source>
        <translation>Es ist ein Projekt oder Office-Dokument, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a database, perhaps a project, not a ZIP.</source>
        <translation>Es ist eine Datenbank, vielleicht ein Projekt, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a Windows program, not a ZIP.</source>
        <translation>Es ist ein Windows-Programm, kein ZIP.</translation>
    </message>
    <message>
        <source>It is not a ZIP file.</source>
        <translation>Es ist keine ZIP-Datei.</translation>
    </message>
    <message>
        <source>It is a TAR archive, not a ZIP.</source>
        <translation>Es ist ein TAR-Archiv, kein ZIP.</translation>
    </message>
    <message>
        <source>It is a web page or XML document, not a ZIP.</source>
        <translation>Es ist eine Webseite oder ein XML-Dokument, kein ZIP.</translation>
    </message>
    <message>
        <source>Articulate Storyline</source>
        <translation>Articulate Storyline</translation>
    </message>
    <message>
        <source>Adobe Captivate</source>
        <translation>Adobe Captivate</translation>
    </message>
    <message>
        <source>Hot Potatoes</source>
        <translation>Hot Potatoes</translation>
    </message>
    <message>
        <source>It says it is {or} and is not.</source>
        <translation>Angegeben ist {or}, und das ist es nicht.</translation>
    </message>
    <message>
        <source>It starts as {upper} and says it is {declared}.</source>
        <translation>Es beginnt als {upper} und gibt sich als {declared} aus.</translation>
    </message>
    <message>
        <source>The manifest has {data} bytes.</source>
        <translation>Das Manifest hat {data} Bytes.</translation>
    </message>
    <message>
        <source>The document type declares entities or has an internal subset.</source>
        <translation>Der Dokumenttyp deklariert Entitäten oder hat eine interne Teilmenge.</translation>
    </message>
    <message>
        <source>The document type is declared in an unusual encoding.</source>
        <translation>Der Dokumenttyp ist in einer ungewöhnlichen Kodierung deklariert.</translation>
    </message>
    <message>
        <source>It has about {marks} elements and attributes beside items and files.</source>
        <translation>Es hat etwa {marks} Elemente und Attribute außer Items und Dateien.</translation>
    </message>
    <message>
        <source>It says it is {upper} and is not.</source>
        <translation>Angegeben ist {upper}, und das ist es nicht.</translation>
    </message>
    <message>
        <source>It says its encoding is “{declared}”, which does not exist.</source>
        <translation>Als Kodierung ist „{declared}“ angegeben, und die gibt es nicht.</translation>
    </message>
    <message>
        <source>It starts as {upper} and is not.</source>
        <translation>Es beginnt als {upper} und ist es nicht.</translation>
    </message>
    <message>
        <source>UTF-8 (by saying nothing)</source>
        <translation>UTF-8 (weil nichts angegeben ist)</translation>
    </message>
    <message>
        <source>It starts as UTF-8 and is not.</source>
        <translation>Es beginnt als UTF-8 und ist es nicht.</translation>
    </message>
    <message>
        <source>The file ends before its members do.</source>
        <translation>Die Datei endet vor ihren Bestandteilen.</translation>
    </message>
    <message>
        <source>Its directory lists more than {MOST_ENTRIES} files{count}.</source>
        <translation>Das Verzeichnis listet mehr als {MOST_ENTRIES} Dateien{count}.</translation>
    </message>
    <message>
        <source>Its directory is damaged.</source>
        <translation>Das Verzeichnis ist beschädigt.</translation>
    </message>
    <message>
        <source>{name} is damaged: the file has become shorter meanwhile.</source>
        <translation>{name} ist beschädigt: Die Datei ist inzwischen kürzer geworden.</translation>
    </message>
    <message>
        <source>A name in its directory is marked as UTF-8 and is not UTF-8.</source>
        <translation>Ein Name im Verzeichnis ist als UTF-8 markiert und ist keines.</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>{errors} problems</source>
        <translation>{errors} Probleme</translation>
    </message>
    <message>
        <source>Not uploaded: {count} would stop it in an LMS.</source>
        <translation>Nicht hochgeladen: {count} würden es in einem LMS aufhalten.</translation>
    </message>
    <message>
        <source>{file} cannot be {what} now.</source>
        <translation>{file} lässt sich jetzt nicht {what}.</translation>
    </message>
    <message>
        <source>Look at its row.</source>
        <translation>Sehen Sie sich die Zeile an.</translation>
    </message>
    <message>
        <source>{file} has no server to go to.</source>
        <translation>{file} hat keinen Server, zu dem es gehen könnte.</translation>
    </message>
    <message>
        <source>given another file</source>
        <translation>einer anderen Datei zuordnen</translation>
    </message>
    <message>
        <source>Choose a connection.</source>
        <translation>Wählen Sie eine Verbindung.</translation>
    </message>
    <message>
        <source>The folder {locks} cannot be used.</source>
        <translation>Der Ordner {locks} ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Make it writable and free some space.</source>
        <translation>Machen Sie ihn beschreibbar, und schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>There is no upload {upload_id}.</source>
        <translation>Es gibt keinen Upload {upload_id}.</translation>
    </message>
    <message>
        <source>Look at the list of uploads.</source>
        <translation>Sehen Sie in die Liste der Uploads.</translation>
    </message>
    <message>
        <source>uploaded before you chose between a new version and a new package</source>
        <translation>hochladen, bevor Sie zwischen neuer Version und neuem Paket gewählt haben</translation>
    </message>
    <message>
        <source>May be a new version of one of {found} packages.</source>
        <translation>Vielleicht eine neue Version eines von {found} Paketen.</translation>
    </message>
    <message>
        <source>Choose which one, or a new package. What you choose is remembered for this path.</source>
        <translation>Wählen Sie, von welchem, oder ein neues Paket. Ihre Wahl wird für diesen Pfad behalten.</translation>
    </message>
    <message>
        <source>chosen for this path before</source>
        <translation>für diesen Pfad schon so gewählt</translation>
    </message>
    <message>
        <source>the very file was uploaded there before</source>
        <translation>genau diese Datei wurde dort schon hochgeladen</translation>
    </message>
    <message>
        <source>uploaded from this path before</source>
        <translation>schon von diesem Pfad hochgeladen</translation>
    </message>
    <message>
        <source>same manifest identifier, and a like course</source>
        <translation>gleiche Kennung im Manifest, und ein ähnlicher Kurs</translation>
    </message>
    <message>
        <source>Looks like a new version of “{title}” ({reason}).</source>
        <translation>Sieht aus wie eine neue Version von „{title}“ ({reason}).</translation>
    </message>
    <message>
        <source>Upload it as a new version, or as a new package. What you choose is remembered for this path.</source>
        <translation>Laden Sie sie als neue Version oder als neues Paket hoch. Ihre Wahl wird für diesen Pfad behalten.</translation>
    </message>
    <message>
        <source>The storage refuses new links. A wrong clock on this computer or a proxy may be the cause.</source>
        <translation>Der Speicher lehnt neue Links ab. Eine falsche Uhr dieses Computers oder ein Proxy kann die Ursache sein.</translation>
    </message>
    <message>
        <source>It is live, but its tags, description or duration could not be set.</source>
        <translation>Es ist live, aber Tags, Beschreibung oder Dauer ließen sich nicht setzen.</translation>
    </message>
    <message>
        <source>Set them once more, or in the Library. {remedy}</source>
        <translation>Setzen Sie sie noch einmal oder in der Bibliothek. {remedy}</translation>
    </message>
    <message>
        <source>The server named a part size that cannot be used.</source>
        <translation>Der Server nannte eine unbrauchbare Teilgröße.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} ist leer.</translation>
    </message>
    <message>
        <source>File Too Large: {name} is larger than AllureConnect takes.</source>
        <translation>Datei zu groß: {name} ist größer, als AllureConnect annimmt.</translation>
    </message>
    <message>
        <source>{part_size_bytes} bytes would make {count} parts, 1 to {MOST_PARTS} are allowed.</source>
        <translation>{part_size_bytes} Bytes gäben {count} Teile, erlaubt sind 1 bis {MOST_PARTS}.</translation>
    </message>
    <message>
        <source>Parts of {part_size_bytes} bytes are larger than the 5 GiB that a storage takes.</source>
        <translation>Teile von {part_size_bytes} Bytes sind größer als die 5 GiB, die ein Speicher annimmt.</translation>
    </message>
    <message>
        <source>Tell the operator of the server.</source>
        <translation>Sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Export the package again from the authoring tool.</source>
        <translation>Exportieren Sie das Paket noch einmal aus dem Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>It has {size_bytes} GB, the limit is 10 GB.</source>
        <translation>Sie hat {size_bytes} GB, die Grenze liegt bei 10 GB.</translation>
    </message>
    <message>
        <source>Split the course, or make its media smaller.</source>
        <translation>Teilen Sie den Kurs, oder machen Sie seine Medien kleiner.</translation>
    </message>
    <message>
        <source>The program made a mistake with this upload.</source>
        <translation>Das Programm machte mit diesem Upload einen Fehler.</translation>
    </message>
    <message>
        <source>Start the upload again; if it stays, send the log to support. What was sent is kept.</source>
        <translation>Beginnen Sie den Upload neu; bleibt es dabei, schicken Sie das Protokoll an den Support. Gesendetes bleibt.</translation>
    </message>
    <message>
        <source>uploaded without saying that it is meant despite its problems</source>
        <translation>hochladen, ohne dass Sie es trotz seiner Probleme bestätigen</translation>
    </message>
    <message>
        <source>given to the server to check</source>
        <translation>vom Server prüfen lassen</translation>
    </message>
    <message>
        <source>started again</source>
        <translation>neu beginnen</translation>
    </message>
    <message>
        <source>given its details: it is not live yet</source>
        <translation>mit Details versehen, bevor es live ist</translation>
    </message>
    <message>
        <source>given other details: it is live, and has them in the Library</source>
        <translation>mit anderen Details versehen: Es ist live und hat sie in der Bibliothek</translation>
    </message>
    <message>
        <source>{size_bytes} bytes</source>
        <translation>{size_bytes} Bytes</translation>
    </message>
    <message>
        <source>already has all the {limit} packages it may have</source>
        <translation>hat schon alle {limit} Pakete, die er haben darf</translation>
    </message>
    <message>
        <source>will have all the {limit} packages it may have with those that are on their way</source>
        <translation>hat mit denen, die unterwegs sind, alle {limit} Pakete, die er haben darf</translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant {taken}.</source>
        <translation>Kontingent erschöpft: Der Mandant {taken}.</translation>
    </message>
    <message>
        <source>It is live, but its details could not be set. {what}</source>
        <translation>Es ist live, aber seine Details ließen sich nicht setzen. {what}</translation>
    </message>
    <message>
        <source>Set them in the Library.</source>
        <translation>Setzen Sie sie in der Bibliothek.</translation>
    </message>
    <message>
        <source> beside what is on its way</source>
        <translation> neben dem, was unterwegs ist</translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant has {left} left{others}, {file} needs {size}.</source>
        <translation>Kontingent erschöpft: Der Mandant hat noch {left}{others}, {file} braucht {size}.</translation>
    </message>
    <message>
        <source>{file} would be one more. Nothing was sent.</source>
        <translation>{file} wäre eines mehr. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Part {number} of {file} arrives with other bytes than were read, again and again.</source>
        <translation>Teil {number} von {file} kommt immer wieder mit anderen Bytes an, als gelesen wurden.</translation>
    </message>
    <message>
        <source>This computer's memory or disk, or a proxy on the way, changes them.</source>
        <translation>Arbeitsspeicher oder Platte dieses Computers oder ein Proxy auf dem Weg verändert sie.</translation>
    </message>
    <message>
        <source>Try another network, and check the computer's memory. Resume sends only what is missing.</source>
        <translation>Versuchen Sie ein anderes Netz, und prüfen Sie den Arbeitsspeicher. Fortsetzen sendet nur, was fehlt.</translation>
    </message>
    <message>
        <source>The storage confirmed a part without its ETag.</source>
        <translation>Der Speicher bestätigte einen Teil ohne dessen ETag.</translation>
    </message>
    <message>
        <source>Without it the parts cannot be put together.</source>
        <translation>Ohne ihn lassen sich die Teile nicht zusammensetzen.</translation>
    </message>
    <message>
        <source>A proxy may take it away; tell the operator of the server.</source>
        <translation>Vielleicht nimmt ihn ein Proxy weg; sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The link for this upload is gone.</source>
        <translation>Der Link für diesen Upload ist weg.</translation>
    </message>
    <message>
        <source>Version {current} was uploaded{else} while yours waited.</source>
        <translation>Version {current} wurde hochgeladen{else}, während Ihre wartete.</translation>
    </message>
    <message>
        <source>The server's answer about {file} was lost, and {count} packages there may be it.</source>
        <translation>Die Antwort des Servers zu {file} ging verloren, und {count} Pakete dort könnten es sein.</translation>
    </message>
    <message>
        <source>Yours was meant to follow version {revision_before}.</source>
        <translation>Ihre sollte auf Version {revision_before} folgen.</translation>
    </message>
    <message>
        <source>Look at version {current}, then upload yours as version {current2}, or cancel.</source>
        <translation>Sehen Sie Version {current} an, dann laden Sie Ihre als Version {current2} hoch, oder brechen Sie ab.</translation>
    </message>
    <message>
        <source>Look in the Library whether it is live. Upload again only if it is not.</source>
        <translation>Sehen Sie in der Bibliothek nach, ob es live ist. Laden Sie nur dann noch einmal hoch, wenn nicht.</translation>
    </message>
    <message>
        <source>The server's answer about {file} was lost, and nothing there shows whether it took effect.</source>
        <translation>Die Antwort des Servers zu {file} ging verloren, und dort zeigt nichts, ob es gewirkt hat.</translation>
    </message>
    <message>
        <source>No package or version of this file has appeared, and none was made a second time.</source>
        <translation>Kein Paket und keine Version dieser Datei ist erschienen, und keine wurde ein zweites Mal gemacht.</translation>
    </message>
    <message>
        <source> by {who}</source>
        <translation> von {who}</translation>
    </message>
    <message>
        <source>{name} changed on disk.</source>
        <translation>{name} wurde auf der Platte geändert.</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>{name} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The parts already uploaded no longer match it.</source>
        <translation>Die schon hochgeladenen Teile passen nicht mehr dazu.</translation>
    </message>
    <message>
        <source>Start again with the new file.</source>
        <translation>Beginnen Sie mit der neuen Datei neu.</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{name} is a folder.</source>
        <translation>{name} ist ein Ordner.</translation>
    </message>
    <message>
        <source>Check the file's permissions and its disk.</source>
        <translation>Prüfen Sie die Rechte der Datei und ihre Platte.</translation>
    </message>
    <message>
        <source>The name of {name} cannot be used.</source>
        <translation>Der Name von {name} ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>It was in {parent} and has been moved, renamed or deleted, or its disk is not plugged in.</source>
        <translation>Sie lag in {parent} und wurde verschoben, umbenannt oder gelöscht, oder ihre Platte ist nicht angesteckt.</translation>
    </message>
    <message>
        <source>Put it back or plug the disk in, or say where it is now.</source>
        <translation>Legen Sie sie zurück, stecken Sie die Platte an, oder sagen Sie, wo sie jetzt ist.</translation>
    </message>
    <message>
        <source>AllureConnect takes ZIP files.</source>
        <translation>AllureConnect nimmt ZIP-Dateien.</translation>
    </message>
    <message>
        <source>Pack the folder as a ZIP with imsmanifest.xml at its top, and upload that.</source>
        <translation>Packen Sie den Ordner als ZIP mit imsmanifest.xml ganz oben, und laden Sie das hoch.</translation>
    </message>
    <message>
        <source>The path {whole} holds bytes that are no text.</source>
        <translation>Der Pfad {whole} enthält Bytes, die kein Text sind.</translation>
    </message>
    <message>
        <source>Rename it, then add it again.</source>
        <translation>Benennen Sie sie um, und fügen Sie sie noch einmal hinzu.</translation>
    </message>
    <message>
        <source>It is a device or a pipe, not a file</source>
        <translation>Es ist ein Gerät oder eine Pipe, keine Datei</translation>
    </message>
    <message>
        <source>Export the package again from the authoring tool and upload that file.</source>
        <translation>Exportieren Sie das Paket noch einmal aus dem Autorenwerkzeug, und laden Sie diese Datei hoch.</translation>
    </message>
    <message>
        <source>The file is not a readable ZIP</source>
        <translation>Die Datei ist kein lesbares ZIP</translation>
    </message>
    <message>
        <source>A file in the ZIP is damaged</source>
        <translation>Eine Datei im ZIP ist beschädigt</translation>
    </message>
    <message>
        <source>Copy or download the file again, or export it again.</source>
        <translation>Kopieren oder laden Sie die Datei noch einmal, oder exportieren Sie sie neu.</translation>
    </message>
    <message>
        <source>The folder was zipped, not its contents</source>
        <translation>Der Ordner wurde gepackt, nicht sein Inhalt</translation>
    </message>
    <message>
        <source>Open the folder, select everything in it and zip that, so that imsmanifest.xml lies at the top.</source>
        <translation>Öffnen Sie den Ordner, wählen Sie alles darin aus und packen Sie das, sodass imsmanifest.xml ganz oben liegt.</translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml</source>
        <translation>Es gibt keine imsmanifest.xml</translation>
    </message>
    <message>
        <source>In the authoring tool, publish for LMS and choose SCORM 1.2 or SCORM 2004.</source>
        <translation>Veröffentlichen Sie im Autorenwerkzeug für LMS, und wählen Sie SCORM 1.2 oder SCORM 2004.</translation>
    </message>
    <message>
        <source>The ZIP holds just another ZIP</source>
        <translation>Das ZIP enthält nur ein anderes ZIP</translation>
    </message>
    <message>
        <source>Send the inner ZIP.</source>
        <translation>Nehmen Sie das innere ZIP.</translation>
    </message>
    <message>
        <source>The manifest's name is in the wrong case</source>
        <translation>Der Name des Manifests ist falsch groß- oder kleingeschrieben</translation>
    </message>
    <message>
        <source>Rename it to imsmanifest.xml.</source>
        <translation>Benennen Sie es in imsmanifest.xml um.</translation>
    </message>
    <message>
        <source>Names in the ZIP use backslashes</source>
        <translation>Namen im ZIP haben Backslashes</translation>
    </message>
    <message>
        <source>Zip the contents again with another program; names in a ZIP have forward slashes.</source>
        <translation>Packen Sie den Inhalt noch einmal mit einem anderen Programm; Namen in einem ZIP haben Schrägstriche.</translation>
    </message>
    <message>
        <source>Names in the ZIP begin at a drive or root</source>
        <translation>Namen im ZIP beginnen bei einem Laufwerk oder der Wurzel</translation>
    </message>
    <message>
        <source>Zip the contents again, without full paths.</source>
        <translation>Packen Sie den Inhalt noch einmal, ohne volle Pfade.</translation>
    </message>
    <message>
        <source>A name in the ZIP leads out of the package</source>
        <translation>Ein Name im ZIP führt aus dem Paket hinaus</translation>
    </message>
    <message>
        <source>Remove that entry and zip again.</source>
        <translation>Entfernen Sie diesen Eintrag, und packen Sie neu.</translation>
    </message>
    <message>
        <source>The ZIP is encrypted</source>
        <translation>Das ZIP ist verschlüsselt</translation>
    </message>
    <message>
        <source>Zip the contents again without a password.</source>
        <translation>Packen Sie den Inhalt noch einmal ohne Kennwort.</translation>
    </message>
    <message>
        <source>Many systems cannot unpack it</source>
        <translation>Viele Systeme können es nicht entpacken</translation>
    </message>
    <message>
        <source>Zip the contents again with “Deflate” (7-Zip: method Deflate; Windows Explorer changes method above 2 GB).</source>
        <translation>Packen Sie den Inhalt noch einmal mit „Deflate“ (7-Zip: Verfahren Deflate; der Windows-Explorer wechselt über 2 GB das Verfahren).</translation>
    </message>
    <message>
        <source>Names beyond ASCII are not stored as UTF-8</source>
        <translation>Namen jenseits von ASCII sind nicht als UTF-8 gespeichert</translation>
    </message>
    <message>
        <source>Zip the contents again with a program that writes UTF-8 names, or use plain letters in file names.</source>
        <translation>Packen Sie den Inhalt mit einem Programm, das UTF-8-Namen schreibt, oder nehmen Sie einfache Buchstaben in Dateinamen.</translation>
    </message>
    <message>
        <source>A name breaks in URLs or on Windows</source>
        <translation>Ein Name scheitert in URLs oder unter Windows</translation>
    </message>
    <message>
        <source>Rename the file and publish again.</source>
        <translation>Benennen Sie die Datei um, und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>A path is too long</source>
        <translation>Ein Pfad ist zu lang</translation>
    </message>
    <message>
        <source>Shorten folder and file names and publish again.</source>
        <translation>Kürzen Sie Ordner- und Dateinamen, und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>Files of the operating system are in the ZIP</source>
        <translation>Dateien des Betriebssystems sind im ZIP</translation>
    </message>
    <message>
        <source>They do no harm; leave them out to make the package smaller.</source>
        <translation>Sie schaden nicht; lassen Sie sie weg, wird das Paket kleiner.</translation>
    </message>
    <message>
        <source>Two files have the same name</source>
        <translation>Zwei Dateien haben denselben Namen</translation>
    </message>
    <message>
        <source>Rename one of them, or remove the one that is not meant.</source>
        <translation>Benennen Sie eine um, oder entfernen Sie die nicht gemeinte.</translation>
    </message>
    <message>
        <source>It would unpack to an absurd size</source>
        <translation>Entpackt wäre es absurd groß</translation>
    </message>
    <message>
        <source>Remove the file named, or export the package again.</source>
        <translation>Entfernen Sie die genannte Datei, oder exportieren Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>The file is over 10 GiB</source>
        <translation>Die Datei ist über 10 GiB groß</translation>
    </message>
    <message>
        <source>Compress its films, or split the course into several packages.</source>
        <translation>Komprimieren Sie die Filme, oder teilen Sie den Kurs in mehrere Pakete.</translation>
    </message>
    <message>
        <source>The file's name does not end in .zip</source>
        <translation>Der Dateiname endet nicht auf .zip</translation>
    </message>
    <message>
        <source>Rename it so that it ends in .zip.</source>
        <translation>Benennen Sie sie so um, dass sie auf .zip endet.</translation>
    </message>
    <message>
        <source>Server pages are in the package</source>
        <translation>Serverseiten sind im Paket</translation>
    </message>
    <message>
        <source>Remove them: a package runs in the browser alone, and several systems refuse such files.</source>
        <translation>Entfernen Sie sie: Ein Paket läuft allein im Browser, und mehrere Systeme lehnen solche Dateien ab.</translation>
    </message>
    <message>
        <source>The manifest cannot be read: its XML is broken</source>
        <translation>Das Manifest ist nicht lesbar: Sein XML ist kaputt</translation>
    </message>
    <message>
        <source>The manifest's encoding is not the one it declares</source>
        <translation>Die Kodierung des Manifests ist nicht die angegebene</translation>
    </message>
    <message>
        <source>Save imsmanifest.xml as UTF-8 and declare UTF-8 in its first line.</source>
        <translation>Speichern Sie imsmanifest.xml als UTF-8, und geben Sie in der ersten Zeile UTF-8 an.</translation>
    </message>
    <message>
        <source>The manifest declares a document type</source>
        <translation>Das Manifest deklariert einen Dokumenttyp</translation>
    </message>
    <message>
        <source>The manifest is over 32 MiB</source>
        <translation>Das Manifest ist über 32 MiB groß</translation>
    </message>
    <message>
        <source>It is not a SCORM manifest</source>
        <translation>Es ist kein SCORM-Manifest</translation>
    </message>
    <message>
        <source>The manifest does not say which SCORM it is</source>
        <translation>Das Manifest sagt nicht, welches SCORM es ist</translation>
    </message>
    <message>
        <source>The manifest contradicts itself about the SCORM version</source>
        <translation>Das Manifest widerspricht sich in der SCORM-Version</translation>
    </message>
    <message>
        <source>Publish again for one version; some systems believe the one, some the other.</source>
        <translation>Veröffentlichen Sie neu für eine Version; manche Systeme glauben der einen, manche der anderen.</translation>
    </message>
    <message>
        <source>Most systems show nothing</source>
        <translation>Die meisten Systeme zeigen nichts</translation>
    </message>
    <message>
        <source>The default organization does not exist</source>
        <translation>Die Standardorganisation gibt es nicht</translation>
    </message>
    <message>
        <source>There are several organizations</source>
        <translation>Es gibt mehrere Organisationen</translation>
    </message>
    <message>
        <source>Most systems show the default one alone.</source>
        <translation>Die meisten Systeme zeigen nur die Standardorganisation.</translation>
    </message>
    <message>
        <source>An item refers to a resource that does not exist</source>
        <translation>Ein Element verweist auf eine Ressource, die es nicht gibt</translation>
    </message>
    <message>
        <source>Let its identifierref name a resource's identifier, or publish again.</source>
        <translation>Lassen Sie identifierref die Kennung einer Ressource nennen, oder veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>An item cannot work where it stands</source>
        <translation>Ein Element kann dort, wo es steht, nicht wirken</translation>
    </message>
    <message>
        <source>Give each item without children a resource, and (in SCORM 2004) none to an item with children.</source>
        <translation>Geben Sie jedem Element ohne Kinder eine Ressource, und (in SCORM 2004) keinem Element mit Kindern eine.</translation>
    </message>
    <message>
        <source>An identifier stands twice</source>
        <translation>Eine Kennung kommt zweimal vor</translation>
    </message>
    <message>
        <source>Give each item and resource an identifier of its own.</source>
        <translation>Geben Sie jedem Element und jeder Ressource eine eigene Kennung.</translation>
    </message>
    <message>
        <source>An identifier is no XML ID</source>
        <translation>Eine Kennung ist keine XML-ID</translation>
    </message>
    <message>
        <source>Begin identifiers with a letter or underscore and use letters, digits, “.”, “-” and “_” alone.</source>
        <translation>Beginnen Sie Kennungen mit einem Buchstaben oder Unterstrich, und nehmen Sie nur Buchstaben, Ziffern, „.“, „-“ und „_“.</translation>
    </message>
    <message>
        <source>There is nothing to launch</source>
        <translation>Es gibt nichts zu starten</translation>
    </message>
    <message>
        <source>Publish again: an item has to refer to a resource with an href.</source>
        <translation>Veröffentlichen Sie neu: Ein Element muss auf eine Ressource mit href verweisen.</translation>
    </message>
    <message>
        <source>A launched resource is not marked as SCO or asset</source>
        <translation>Eine gestartete Ressource ist weder als SCO noch als Asset markiert</translation>
    </message>
    <message>
        <source>Write adlcp:scormtype (SCORM 1.2) or adlcp:scormType (2004) with “sco” or “asset”.</source>
        <translation>Schreiben Sie adlcp:scormtype (SCORM 1.2) oder adlcp:scormType (2004) mit „sco“ oder „asset“.</translation>
    </message>
    <message>
        <source>A launch file is missing</source>
        <translation>Eine Startdatei fehlt</translation>
    </message>
    <message>
        <source>Publish again, and zip everything the tool wrote.</source>
        <translation>Veröffentlichen Sie neu, und packen Sie alles, was das Werkzeug schrieb.</translation>
    </message>
    <message>
        <source>A listed file is missing</source>
        <translation>Eine aufgeführte Datei fehlt</translation>
    </message>
    <message>
        <source>Publish again, or remove it from the manifest.</source>
        <translation>Veröffentlichen Sie neu, oder entfernen Sie sie aus dem Manifest.</translation>
    </message>
    <message>
        <source>A file's name differs in upper and lower case</source>
        <translation>Ein Dateiname weicht in Groß- und Kleinschreibung ab</translation>
    </message>
    <message>
        <source>Give the file the very name the manifest uses; on most servers the two are different files.</source>
        <translation>Geben Sie der Datei genau den Namen aus dem Manifest; auf den meisten Servern sind es zwei Dateien.</translation>
    </message>
    <message>
        <source>A reference is no relative URL</source>
        <translation>Ein Verweis ist keine relative URL</translation>
    </message>
    <message>
        <source>Write it relative to the manifest, with forward slashes.</source>
        <translation>Schreiben Sie ihn relativ zum Manifest, mit Schrägstrichen.</translation>
    </message>
    <message>
        <source>The content lives elsewhere</source>
        <translation>Der Inhalt liegt anderswo</translation>
    </message>
    <message>
        <source>Put the files into the package; from another server most content cannot reach the LMS.</source>
        <translation>Legen Sie die Dateien ins Paket; von einem anderen Server erreichen die meisten Inhalte das LMS nicht.</translation>
    </message>
    <message>
        <source>Files are listed in no resource</source>
        <translation>Dateien sind in keiner Ressource aufgeführt</translation>
    </message>
    <message>
        <source>Most systems serve them all the same.</source>
        <translation>Die meisten Systeme liefern sie trotzdem aus.</translation>
    </message>
    <message>
        <source>A metadata file is missing</source>
        <translation>Eine Metadatendatei fehlt</translation>
    </message>
    <message>
        <source>It does not keep the course from running.</source>
        <translation>Der Kurs läuft trotzdem.</translation>
    </message>
    <message>
        <source>Schema files (XSD) are not in the package</source>
        <translation>Schemadateien (XSD) sind nicht im Paket</translation>
    </message>
    <message>
        <source>Some systems warn “cvc-elt.1”; that is safe to ignore.</source>
        <translation>Manche Systeme warnen mit „cvc-elt.1“; das darf man übergehen.</translation>
    </message>
    <message>
        <source>The course has no proper title</source>
        <translation>Der Kurs hat keinen richtigen Titel</translation>
    </message>
    <message>
        <source>Give the course a title and publish again.</source>
        <translation>Geben Sie dem Kurs einen Titel, und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>A passing score is out of range</source>
        <translation>Eine Bestehensgrenze liegt außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>Use 0 to 100 for adlcp:masteryscore, -1 to 1 for minNormalizedMeasure, 0 to 1 for a completion threshold.</source>
        <translation>Nehmen Sie 0 bis 100 für adlcp:masteryscore, -1 bis 1 für minNormalizedMeasure, 0 bis 1 für eine Abschlussschwelle.</translation>
    </message>
    <message>
        <source>A manifest stands inside the manifest</source>
        <translation>Im Manifest steht ein weiteres Manifest</translation>
    </message>
    <message>
        <source>Most systems ignore it.</source>
        <translation>Die meisten Systeme übergehen es.</translation>
    </message>
    <message>
        <source>A SCO is used by no item</source>
        <translation>Ein SCO wird von keinem Element benutzt</translation>
    </message>
    <message>
        <source>Learners never meet it; add an item for it or leave it out.</source>
        <translation>Lernende begegnen ihm nie; ergänzen Sie ein Element dafür, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>A sequencing rule cannot work</source>
        <translation>Eine Sequencing-Regel kann nicht wirken</translation>
    </message>
    <message>
        <source>Correct the rule in the authoring tool.</source>
        <translation>Berichtigen Sie die Regel im Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>The new version has another structure</source>
        <translation>Die neue Version hat eine andere Struktur</translation>
    </message>
    <message>
        <source>Keep the identifiers of items and resources when you publish a new version, or upload it as a new package.</source>
        <translation>Behalten Sie die Kennungen von Elementen und Ressourcen bei, wenn Sie eine neue Version veröffentlichen, oder laden Sie sie als neues Paket hoch.</translation>
    </message>
    <message>
        <source>The course has its tool's default identifier</source>
        <translation>Der Kurs hat die Standardkennung seines Werkzeugs</translation>
    </message>
    <message>
        <source>Give it one of its own; some systems take two courses with the same identifier for one.</source>
        <translation>Geben Sie ihm eine eigene; manche Systeme halten zwei Kurse mit derselben Kennung für einen.</translation>
    </message>
    <message>
        <source>The chosen system does not read this version of SCORM</source>
        <translation>Das gewählte System liest diese SCORM-Version nicht</translation>
    </message>
    <message>
        <source>Publish for a version that it reads.</source>
        <translation>Veröffentlichen Sie für eine Version, die es liest.</translation>
    </message>
    <message>
        <source>A SCO never speaks to the LMS</source>
        <translation>Ein SCO spricht nie mit dem LMS</translation>
    </message>
    <message>
        <source>Publish again for SCORM; a page without tracking is an asset (adlcp:scormtype=“asset”).</source>
        <translation>Veröffentlichen Sie neu für SCORM; eine Seite ohne Verfolgung ist ein Asset (adlcp:scormtype=“asset”).</translation>
    </message>
    <message>
        <source>The scripts are those of the other SCORM version</source>
        <translation>Die Skripte sind die der anderen SCORM-Version</translation>
    </message>
    <message>
        <source>Publish again for the version that the manifest declares; the LMS offers that version's API alone.</source>
        <translation>Veröffentlichen Sie neu für die Version, die das Manifest angibt; das LMS bietet nur deren API.</translation>
    </message>
    <message>
        <source>Nothing reports that a learner has finished</source>
        <translation>Nichts meldet, dass jemand fertig ist</translation>
    </message>
    <message>
        <source>In the authoring tool, choose what completes the course (pages seen, or a quiz passed) and publish again.</source>
        <translation>Wählen Sie im Autorenwerkzeug, womit der Kurs abgeschlossen ist (gesehene Seiten oder ein bestandener Test), und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>Pages load something over http</source>
        <translation>Seiten laden etwas über http</translation>
    </message>
    <message>
        <source>Put the files into the package, or load them over https; browsers block http inside a page on https.</source>
        <translation>Legen Sie die Dateien ins Paket, oder laden Sie sie über https; Browser sperren http in einer https-Seite.</translation>
    </message>
    <message>
        <source>The content lives on another server</source>
        <translation>Der Inhalt liegt auf einem anderen Server</translation>
    </message>
    <message>
        <source>It needs that server to be reachable for each learner, and a licence that lasts.</source>
        <translation>Jener Server muss für alle Lernenden erreichbar sein und die Lizenz bestehen bleiben.</translation>
    </message>
    <message>
        <source>Flash is embedded</source>
        <translation>Flash ist eingebettet</translation>
    </message>
    <message>
        <source>Publish again as HTML5; browsers have not played Flash since 2021.</source>
        <translation>Veröffentlichen Sie neu als HTML5; Browser spielen Flash seit 2021 nicht mehr.</translation>
    </message>
    <message>
        <source>A film or sound is in a format that no browser plays</source>
        <translation>Ein Film oder Ton hat ein Format, das kein Browser abspielt</translation>
    </message>
    <message>
        <source>Convert it to MP4 (H.264 and AAC), WebM or MP3 and publish again.</source>
        <translation>Wandeln Sie ihn in MP4 (H.264 und AAC), WebM oder MP3 um, und veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>{text} and {most} more</source>
        <translation>{text} und {most} mehr</translation>
    </message>
    <message>
        <source>{name} cannot be looked into.</source>
        <translation>In {name} lässt sich nicht hineinsehen.</translation>
    </message>
    <message>
        <source>The findings say what is wrong with it.</source>
        <translation>Die Befunde sagen, was daran nicht stimmt.</translation>
    </message>
    <message>
        <source>{text} and {SHOWN} more</source>
        <translation>{text} und {SHOWN} mehr</translation>
    </message>
    <message>
        <source>And {rest} more like these; the first: {message}</source>
        <translation>Und {rest} weitere wie diese; der erste: {message}</translation>
    </message>
    <message>
        <source>Moved everything in “{folder}” up to the top of the ZIP.</source>
        <translation>Alles aus „{folder}“ nach ganz oben im ZIP verschoben.</translation>
    </message>
    <message>
        <source>Renamed {before} to {MANIFEST_NAME}.</source>
        <translation>{before} in {MANIFEST_NAME} umbenannt.</translation>
    </message>
    <message>
        <source>Wrote the manifest as UTF-8, and that it is.</source>
        <translation>Das Manifest als UTF-8 geschrieben und so angegeben.</translation>
    </message>
    <message>
        <source>Left out {found}: {found2}.</source>
        <translation>{found} weggelassen: {found2}.</translation>
    </message>
    <message>
        <source>Took drive or root away from {}.</source>
        <translation>Laufwerk oder Wurzel entfernt bei {}.</translation>
    </message>
    <message>
        <source>Wrote forward slashes in {}.</source>
        <translation>Schrägstriche geschrieben bei {}.</translation>
    </message>
    <message>
        <source>Stored {found} as UTF-8, as the manifest writes it.</source>
        <translation>{found} als UTF-8 gespeichert, wie das Manifest es schreibt.</translation>
    </message>
    <message>
        <source>Compressed {found} with Deflate: {found2}.</source>
        <translation>{found} mit Deflate komprimiert: {found2}.</translation>
    </message>
    <message>
        <source>Wrote {count} bare “&amp;” in the manifest as “&amp;amp;”.</source>
        <translation>{count} einfache „&amp;“ im Manifest als „&amp;amp;“ geschrieben.</translation>
    </message>
    <message>
        <source>Upper and lower case: {told}.</source>
        <translation>Groß- und Kleinschreibung: {told}.</translation>
    </message>
    <message>
        <source>1 name</source>
        <translation>1 Name</translation>
    </message>
    <message>
        <source>{count} names</source>
        <translation>{count} Namen</translation>
    </message>
    <message>
        <source>the manifest now says {path}</source>
        <translation>das Manifest sagt jetzt {path}</translation>
    </message>
    <message>
        <source>{name} is now {path}</source>
        <translation>{name} heißt jetzt {path}</translation>
    </message>
    <message>
        <source>The folder {name} cannot be packed.</source>
        <translation>Der Ordner {name} lässt sich nicht packen.</translation>
    </message>
    <message>
        <source>The folder “{name}” is no course.</source>
        <translation>Der Ordner „{name}“ ist kein Kurs.</translation>
    </message>
    <message>
        <source>Check who may read its files, and that the disk has room for a copy.</source>
        <translation>Prüfen Sie, wer seine Dateien lesen darf, und ob die Platte Platz für eine Kopie hat.</translation>
    </message>
    <message>
        <source>There is no {MANIFEST_NAME} in it.</source>
        <translation>Darin ist keine {MANIFEST_NAME}.</translation>
    </message>
    <message>
        <source>Choose the folder that holds {MANIFEST_NAME}, or a ZIP.</source>
        <translation>Wählen Sie den Ordner, in dem {MANIFEST_NAME} liegt, oder ein ZIP.</translation>
    </message>
    <message>
        <source>There is no room for a ZIP of {name}.</source>
        <translation>Für ein ZIP von {name} ist kein Platz.</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>a name that no ZIP can hold</source>
        <translation>ein Name, den kein ZIP haben kann</translation>
    </message>
    <message>
        <source>{when} · AllureConnect Desktop {version__} · nothing was run, nothing was sent</source>
        <translation>{when} · AllureConnect Desktop {version__} · nichts wurde ausgeführt, nichts gesendet</translation>
    </message>
    <message>
        <source>The server would refuse this file</source>
        <translation>Der Server würde diese Datei ablehnen</translation>
    </message>
    <message>
        <source>Would not start in an LMS</source>
        <translation>Würde in einem LMS nicht starten</translation>
    </message>
    <message>
        <source>Should run, with {warnings}</source>
        <translation>Sollte laufen, mit {warnings}</translation>
    </message>
    <message>
        <source>Check of {name}</source>
        <translation>Prüfung von {name}</translation>
    </message>
    <message>
        <source>Check of {reports} packages</source>
        <translation>Prüfung von {reports} Paketen</translation>
    </message>
    <message>
        <source>every file read and compared with its checksum</source>
        <translation>jede Datei gelesen und mit ihrer Prüfsumme verglichen</translation>
    </message>
    <message>
        <source>without the byte-for-byte pass</source>
        <translation>ohne den Durchgang Byte für Byte</translation>
    </message>
    <message>
        <source>{total} files</source>
        <translation>{total} Dateien</translation>
    </message>
    <message>
        <source>The first {MOST_FILES} of {total} files</source>
        <translation>Die ersten {MOST_FILES} von {total} Dateien</translation>
    </message>
    <message>
        <source>nothing was found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>Checked for</source>
        <translation>Geprüft für</translation>
    </message>
    <message>
        <source>Starts with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>{size_bytes}, unpacked {unpacked_bytes}</source>
        <translation>{size_bytes}, entpackt {unpacked_bytes}</translation>
    </message>
    <message>
        <source>in {seconds} s, {pass_words}</source>
        <translation>in {seconds} s, {pass_words}</translation>
    </message>
    <message>
        <source>The report cannot be written to {target}.</source>
        <translation>Der Bericht lässt sich nicht nach {target} schreiben.</translation>
    </message>
    <message>
        <source>Choose another place for it.</source>
        <translation>Wählen Sie einen anderen Ort dafür.</translation>
    </message>
    <message>
        <source>AllureConnect Desktop can mend this</source>
        <translation>AllureConnect Desktop kann das beheben</translation>
    </message>
    <message>
        <source>{name} reads SCORM {standards}; this is SCORM {standard}.</source>
        <translation>{name} liest SCORM {standards}; dies ist SCORM {standard}.</translation>
    </message>
    <message>
        <source>Publish for SCORM {standards}. Source: {source}.</source>
        <translation>Veröffentlichen Sie für SCORM {standards}. Quelle: {source}.</translation>
    </message>
    <message>
        <source>There is no target “{name}”.</source>
        <translation>Es gibt kein Ziel „{name}“.</translation>
    </message>
    <message>
        <source>{name} has no [validation] table.</source>
        <translation>{name} hat keine Tabelle [validation].</translation>
    </message>
    <message>
        <source>In {name}, target is no text.</source>
        <translation>In {name} ist target kein Text.</translation>
    </message>
    <message>
        <source>there is no finding “{code}”</source>
        <translation>es gibt keinen Befund „{code}“</translation>
    </message>
    <message>
        <source>“{severity}” is no severity (error, warning, note or off)</source>
        <translation>„{severity}“ ist keine Schwere (error, warning, note oder off)</translation>
    </message>
    <message>
        <source>{code} is always an error: no system can open such a file</source>
        <translation>{code} ist immer ein Fehler: Kein System kann eine solche Datei öffnen</translation>
    </message>
    <message>
        <source>Choose one of: {target_names}.</source>
        <translation>Wählen Sie eines von: {target_names}.</translation>
    </message>
    <message>
        <source>{path} could not be read.</source>
        <translation>{path} war nicht lesbar.</translation>
    </message>
    <message>
        <source>{name} is no TOML file: {error}.</source>
        <translation>{name} ist keine TOML-Datei: {error}.</translation>
    </message>
    <message>
        <source>Write [validation] and below it lines such as: "manifest.file-missing" = "error"</source>
        <translation>Schreiben Sie [validation] und darunter Zeilen wie: "manifest.file-missing" = "error"</translation>
    </message>
    <message>
        <source>In {name}, {severity}.</source>
        <translation>In {name}: {severity}.</translation>
    </message>
    <message>
        <source>Did you mean {near}?</source>
        <translation>Meinten Sie {near}?</translation>
    </message>
    <message>
        <source>Took {member} out of the ZIP around it.</source>
        <translation>{member} aus dem umgebenden ZIP geholt.</translation>
    </message>
    <message>
        <source>The repaired copy cannot be written to {place}.</source>
        <translation>Die behobene Kopie lässt sich nicht nach {place} schreiben.</translation>
    </message>
    <message>
        <source>fixed {number}</source>
        <translation>behoben {number}</translation>
    </message>
    <message>
        <source>The original is never changed.</source>
        <translation>Das Original wird nie geändert.</translation>
    </message>
    <message>
        <source>Name another file for the repaired copy.</source>
        <translation>Nennen Sie eine andere Datei für die behobene Kopie.</translation>
    </message>
    <message>
        <source>{name} cannot be repaired.</source>
        <translation>{name} lässt sich nicht beheben.</translation>
    </message>
    <message>
        <source>There is no room for the repaired copy.</source>
        <translation>Für die behobene Kopie ist kein Platz.</translation>
    </message>
    <message>
        <source>Free some space, or choose another place; the original is untouched.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Ort; das Original ist unberührt.</translation>
    </message>
    <message>
        <source>an Articulate Storyline project</source>
        <translation>ein Projekt von Articulate Storyline</translation>
    </message>
    <message>
        <source>an Adobe Captivate project</source>
        <translation>ein Projekt von Adobe Captivate</translation>
    </message>
    <message>
        <source>a Lectora project</source>
        <translation>ein Projekt von Lectora</translation>
    </message>
    <message>
        <source>an eXeLearning project</source>
        <translation>ein Projekt von eXeLearning</translation>
    </message>
    <message>
        <source>a PowerPoint presentation</source>
        <translation>eine PowerPoint-Präsentation</translation>
    </message>
    <message>
        <source>an Articulate or iSpring quiz</source>
        <translation>ein Quiz von Articulate oder iSpring</translation>
    </message>
    <message>
        <source>an Articulate Engage interaction</source>
        <translation>eine Interaktion von Articulate Engage</translation>
    </message>
    <message>
        <source>an Articulate Presenter project</source>
        <translation>ein Projekt von Articulate Presenter</translation>
    </message>
    <message>
        <source>an Adobe Captivate video project</source>
        <translation>ein Videoprojekt von Adobe Captivate</translation>
    </message>
    <message>
        <source>an ActivePresenter project</source>
        <translation>ein Projekt von ActivePresenter</translation>
    </message>
    <message>
        <source>a Camtasia project</source>
        <translation>ein Projekt von Camtasia</translation>
    </message>
    <message>
        <source>a Moodle backup</source>
        <translation>eine Moodle-Sicherung</translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation>ein Word-Dokument</translation>
    </message>
    <message>
        <source>It is {lower}, not a published course.</source>
        <translation>Es ist {lower}, kein veröffentlichter Kurs.</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>Publish for LMS first, as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes.</source>
        <translation>Veröffentlichen Sie zuerst für LMS, als SCORM 1.2 oder SCORM 2004, und laden Sie das ZIP hoch, das dabei entsteht.</translation>
    </message>
    <message>
        <source>{found} encrypted: {found2}.</source>
        <translation>{found} verschlüsselt: {found2}.</translation>
    </message>
    <message>
        <source>ends in {suffix}</source>
        <translation>endet auf {suffix}</translation>
    </message>
    <message>
        <source>has no ending</source>
        <translation>hat keine Endung</translation>
    </message>
    <message>
        <source> and others</source>
        <translation> und andere</translation>
    </message>
    <message>
        <source>{found} compressed with {shown_names}, which few systems read: {found3}.</source>
        <translation>{found} mit {shown_names} komprimiert, was wenige Systeme lesen: {found3}.</translation>
    </message>
    <message>
        <source>Unpacked it would have {total} GiB.</source>
        <translation>Entpackt hätte es {total} GiB.</translation>
    </message>
    <message>
        <source>{name} lies where another file of the ZIP lies.</source>
        <translation>{name} liegt, wo eine andere Datei des ZIPs liegt.</translation>
    </message>
    <message>
        <source>{name} {ending}; the server wants a .zip.</source>
        <translation>{name} {ending}; der Server will ein .zip.</translation>
    </message>
    <message>
        <source>method {method}</source>
        <translation>Verfahren {method}</translation>
    </message>
    <message>
        <source>{name} has {size} bytes made of {compressed_size}.</source>
        <translation>{name} hat {size} Bytes aus {compressed_size}.</translation>
    </message>
    <message>
        <source>Files in the ZIP overlap</source>
        <translation>Dateien im ZIP überlappen sich</translation>
    </message>
    <message>
        <source>Programs or documents with macros are in the package</source>
        <translation>Programme oder Dokumente mit Makros sind im Paket</translation>
    </message>
    <message>
        <source>Browsers download them instead of showing them.</source>
        <translation>Browser laden sie herunter, statt sie zu zeigen.</translation>
    </message>
    <message>
        <source>{names} SCOs ({names2})</source>
        <translation>{names} SCOs ({names2})</translation>
    </message>
    <message>
        <source>{pages} and {pages2} more</source>
        <translation>{pages} und {pages2} mehr</translation>
    </message>
    <message>
        <source>no script looks for the LMS (the SCORM API)</source>
        <translation>kein Skript sucht das LMS (die SCORM-API)</translation>
    </message>
    <message>
        <source>{name}: no script looks for the LMS (the SCORM API); {path}, which it runs, is not in the ZIP.</source>
        <translation>{name}: Kein Skript sucht das LMS (die SCORM-API); {path}, das es ausführt, ist nicht im ZIP.</translation>
    </message>
    <message>
        <source>the scripts speak {other} and nothing else</source>
        <translation>die Skripte sprechen {other} und sonst nichts</translation>
    </message>
    <message>
        <source>a status or an end of the session could not be found in any script</source>
        <translation>ein Status oder ein Ende der Sitzung ließ sich in keinem Skript finden</translation>
    </message>
    <message>
        <source>the content comes from {hosts}</source>
        <translation>der Inhalt kommt von {hosts}</translation>
    </message>
    <message>
        <source>Marked as asset, but {names} {verb} the LMS, which keeps nothing for an asset.</source>
        <translation>Als Asset markiert, aber {names} {verb} mit dem LMS, das für ein Asset nichts behält.</translation>
    </message>
    <message>
        <source>{alone}: nothing but a Flash film (.swf), which no browser plays any more.</source>
        <translation>{alone}: nichts als ein Flash-Film (.swf), den kein Browser mehr abspielt.</translation>
    </message>
    <message>
        <source>{found} embeds {names}.</source>
        <translation>{found} bettet {names} ein.</translation>
    </message>
    <message>
        <source>An asset speaks to the LMS</source>
        <translation>Ein Asset spricht mit dem LMS</translation>
    </message>
    <message>
        <source>Mark it as “sco”, or publish again.</source>
        <translation>Markieren Sie es als „sco“, oder veröffentlichen Sie neu.</translation>
    </message>
    <message>
        <source>{pages}: a Flash film (.swf) is embedded.</source>
        <translation>{pages}: Ein Flash-Film (.swf) ist eingebettet.</translation>
    </message>
    <message>
        <source>The default organization has no title.</source>
        <translation>Die Standardorganisation hat keinen Titel.</translation>
    </message>
    <message>
        <source>{what} is “{value}”.</source>
        <translation>{what} ist „{value}“.</translation>
    </message>
    <message>
        <source>The title is “{words}”.</source>
        <translation>Der Titel ist „{words}“.</translation>
    </message>
    <message>
        <source>{where} allows neither flow nor choice, so nobody can enter it.</source>
        <translation>{where} erlaubt weder Fluss noch Wahl, also kommt niemand hinein.</translation>
    </message>
    <message>
        <source>A rule of {where} refers to the objective “{reference}”, which it does not have.</source>
        <translation>Eine Regel von {where} verweist auf das Lernziel „{reference}“, das es dort nicht gibt.</translation>
    </message>
    <message>
        <source>A rule of {where} has the unknown condition “{kind}”.</source>
        <translation>Eine Regel von {where} hat die unbekannte Bedingung „{kind}“.</translation>
    </message>
    <message>
        <source>The title has {words} characters; many systems cut it at {LONGEST_TITLE}.</source>
        <translation>Der Titel hat {words} Zeichen; viele Systeme schneiden ihn bei {LONGEST_TITLE} ab.</translation>
    </message>
    <message>
        <source>The course relies on sequencing rules, which some systems ignore.</source>
        <translation>Der Kurs verlässt sich auf Sequencing-Regeln, die manche Systeme übergehen.</translation>
    </message>
    <message>
        <source>The course uses sequencing</source>
        <translation>Der Kurs benutzt Sequencing</translation>
    </message>
    <message>
        <source>Try it in the system it is meant for.</source>
        <translation>Probieren Sie ihn in dem System, für das er gedacht ist.</translation>
    </message>
    <message>
        <source>The completion threshold</source>
        <translation>Die Abschlussschwelle</translation>
    </message>
    <message>
        <source>2004 2nd edition</source>
        <translation>2004 2nd edition</translation>
    </message>
    <message>
        <source>2004 3rd edition</source>
        <translation>2004 3rd edition</translation>
    </message>
    <message>
        <source>2004 4th edition</source>
        <translation>2004 4th edition</translation>
    </message>
    <message>
        <source>It does not look like a course.</source>
        <translation>Es sieht nicht wie ein Kurs aus.</translation>
    </message>
    <message>
        <source> ({nested} manifests in all)</source>
        <translation> (insgesamt {nested} Manifeste)</translation>
    </message>
    <message>
        <source>imsmanifest.xml lies in “{folder}” and not at the top{others}.</source>
        <translation>imsmanifest.xml liegt in „{folder}“ und nicht ganz oben{others}.</translation>
    </message>
    <message>
        <source>It looks like a cmi5 course (cmi5.xml).</source>
        <translation>Es sieht nach einem cmi5-Kurs aus (cmi5.xml).</translation>
    </message>
    <message>
        <source>It looks like an xAPI (Tin Can) course (tincan.xml).</source>
        <translation>Es sieht nach einem xAPI-Kurs (Tin Can) aus (tincan.xml).</translation>
    </message>
    <message>
        <source>It looks like an AICC course.</source>
        <translation>Es sieht nach einem AICC-Kurs aus.</translation>
    </message>
    <message>
        <source>It looks like an H5P file (h5p.json).</source>
        <translation>Es sieht nach einer H5P-Datei aus (h5p.json).</translation>
    </message>
    <message>
        <source>It looks like a Moodle backup.</source>
        <translation>Es sieht nach einer Moodle-Sicherung aus.</translation>
    </message>
    <message>
        <source>It looks like an eXeLearning project; export it as SCORM.</source>
        <translation>Es sieht nach einem Projekt von eXeLearning aus; exportieren Sie es als SCORM.</translation>
    </message>
    <message>
        <source>It looks like an Articulate Storyline project; publish it for LMS.</source>
        <translation>Es sieht nach einem Projekt von Articulate Storyline aus; veröffentlichen Sie es für LMS.</translation>
    </message>
    <message>
        <source>It looks like an Office document.</source>
        <translation>Es sieht nach einem Office-Dokument aus.</translation>
    </message>
    <message>
        <source>It looks like a web export, not one for an LMS.</source>
        <translation>Es sieht nach einem Web-Export aus, nicht nach einem für ein LMS.</translation>
    </message>
    <message>
        <source> (line {line}, column {column})</source>
        <translation> (Zeile {line}, Spalte {column})</translation>
    </message>
    <message>
        <source>{words} The XML parser's own words: {said}</source>
        <translation>{words} Der XML-Parser sagt wörtlich: {said}</translation>
    </message>
    <message>
        <source>SCORM {standard} was assumed</source>
        <translation>SCORM {standard} wurde angenommen</translation>
    </message>
    <message>
        <source>Nothing else tells it either</source>
        <translation>Auch sonst sagt es nichts</translation>
    </message>
    <message>
        <source>There is no file in the ZIP.</source>
        <translation>Im ZIP ist keine Datei.</translation>
    </message>
    <message>
        <source>All it holds is {name}.</source>
        <translation>Es enthält nur {name}.</translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml in the ZIP. </source>
        <translation>Im ZIP ist keine imsmanifest.xml. </translation>
    </message>
    <message>
        <source>Its imsmanifest.xml is that of a Common Cartridge, not of SCORM.</source>
        <translation>Die imsmanifest.xml ist die einer Common Cartridge, nicht von SCORM.</translation>
    </message>
    <message>
        <source>The namespace “{namespace}” is not one of</source>
        <translation>Der Namensraum „{namespace}“ ist keiner von</translation>
    </message>
    <message>
        <source>It has none of</source>
        <translation>Es hat keinen von</translation>
    </message>
    <message>
        <source>The ZIP is empty</source>
        <translation>Das ZIP ist leer</translation>
    </message>
    <message>
        <source>It is called {name}, not imsmanifest.xml.</source>
        <translation>Sie heißt {name}, nicht imsmanifest.xml.</translation>
    </message>
    <message>
        <source>It is a Common Cartridge</source>
        <translation>Es ist eine Common Cartridge</translation>
    </message>
    <message>
        <source>It names a DTD; some systems refuse such a manifest.</source>
        <translation>Es nennt eine DTD; manche Systeme lehnen ein solches Manifest ab.</translation>
    </message>
    <message>
        <source>The manifest's namespace is unknown</source>
        <translation>Der Namensraum des Manifests ist unbekannt</translation>
    </message>
    <message>
        <source>Publish again; SCORM 1.2 uses {CP_NAMESPACES}.</source>
        <translation>Veröffentlichen Sie neu; SCORM 1.2 benutzt {CP_NAMESPACES}.</translation>
    </message>
    <message>
        <source>{found} with a drive or root: {found2}.</source>
        <translation>{found} mit Laufwerk oder Wurzel: {found2}.</translation>
    </message>
    <message>
        <source>more than the {LONGEST_PATH} many systems take</source>
        <translation>mehr als die {LONGEST_PATH}, die viele Systeme annehmen</translation>
    </message>
    <message>
        <source>more than the {LONGEST_WINDOWS_PATH} of Windows once it is unpacked into a folder</source>
        <translation>mehr als die {LONGEST_WINDOWS_PATH} von Windows, wenn in einen Ordner entpackt</translation>
    </message>
    <message>
        <source>{name} is in the ZIP twice; systems differ in which one they take.</source>
        <translation>{name} ist zweimal im ZIP; Systeme nehmen mal die eine, mal die andere.</translation>
    </message>
    <message>
        <source>{name} and {name2} differ in case alone: on Windows one is lost.</source>
        <translation>{name} und {name2} unterscheiden sich nur in Groß- und Kleinschreibung: Unter Windows geht eine verloren.</translation>
    </message>
    <message>
        <source>{name} has {length} characters, {why}.</source>
        <translation>{name} hat {length} Zeichen, {why}.</translation>
    </message>
    <message>
        <source>{name} climbs out of the package.</source>
        <translation>{name} klettert aus dem Paket hinaus.</translation>
    </message>
    <message>
        <source>{found} with backslashes: {found2}.</source>
        <translation>{found} mit Backslashes: {found2}.</translation>
    </message>
    <message>
        <source>{name} has “{what}” in its name.</source>
        <translation>{name} hat „{what}“ im Namen.</translation>
    </message>
    <message>
        <source>{name} is a symbolic link.</source>
        <translation>{name} ist ein symbolischer Link.</translation>
    </message>
    <message>
        <source> {first} would not be found.</source>
        <translation> {first} würde nicht gefunden.</translation>
    </message>
    <message>
        <source>Windows cannot unpack {name}.</source>
        <translation>Windows kann {name} nicht entpacken.</translation>
    </message>
    <message>
        <source>There is a symbolic link in the ZIP</source>
        <translation>Im ZIP ist ein symbolischer Link</translation>
    </message>
    <message>
        <source>Put the file itself there and zip again.</source>
        <translation>Legen Sie die Datei selbst dorthin, und packen Sie neu.</translation>
    </message>
    <message>
        <source>1 item is</source>
        <translation>1 Element ist</translation>
    </message>
    <message>
        <source>{identifiers} items are</source>
        <translation>{identifiers} Elemente sind</translation>
    </message>
    <message>
        <source>{gone} no longer there ({gone2})</source>
        <translation>{gone} nicht mehr da ({gone2})</translation>
    </message>
    <message>
        <source>{new} new ({new2})</source>
        <translation>{new} neu ({new2})</translation>
    </message>
    <message>
        <source>{moved} of another kind (SCO or asset): {moved2}</source>
        <translation>{moved} von anderer Art (SCO oder Asset): {moved2}</translation>
    </message>
    <message>
        <source>the course's identifier was “{replaced}”</source>
        <translation>die Kennung des Kurses war „{replaced}“</translation>
    </message>
    <message>
        <source> Its xml:base is “{base}”.{without}</source>
        <translation> Sein xml:base ist „{base}“.{without}</translation>
    </message>
    <message>
        <source> Without it the file would be found.</source>
        <translation> Ohne das würde die Datei gefunden.</translation>
    </message>
    <message>
        <source>The manifest says {path}, the ZIP has {stored}.</source>
        <translation>Das Manifest sagt {path}, das ZIP hat {stored}.</translation>
    </message>
    <message>
        <source>xml:base=“{base}” lacks its closing slash: systems differ in what it means.</source>
        <translation>xml:base=„{base}“ fehlt der Schrägstrich am Ende: Systeme verstehen es verschieden.</translation>
    </message>
    <message>
        <source>1 file is</source>
        <translation>1 Datei ist</translation>
    </message>
    <message>
        <source>{count} files are</source>
        <translation>{count} Dateien sind</translation>
    </message>
    <message>
        <source>Listed files lie elsewhere: {external}.</source>
        <translation>Aufgeführte Dateien liegen anderswo: {external}.</translation>
    </message>
    <message>
        <source>The manifest writes {paths} with other Unicode characters (NFD against NFC) than the ZIP.</source>
        <translation>Das Manifest schreibt {paths} mit anderen Unicode-Zeichen (NFD statt NFC) als das ZIP.</translation>
    </message>
    <message>
        <source>{count} listed nowhere: {found}.</source>
        <translation>{count} nirgends aufgeführt: {found}.</translation>
    </message>
    <message>
        <source>There is no XSD in the ZIP.</source>
        <translation>Im ZIP ist kein XSD.</translation>
    </message>
    <message>
        <source>The resource “{identifier}” starts {href}.</source>
        <translation>Die Ressource „{identifier}“ startet {href}.</translation>
    </message>
    <message>
        <source>A name is written in two ways</source>
        <translation>Ein Name ist auf zwei Arten geschrieben</translation>
    </message>
    <message>
        <source>{href} has backslashes.</source>
        <translation>{href} hat Backslashes.</translation>
    </message>
    <message>
        <source>{path} is not in the ZIP.</source>
        <translation>{path} ist nicht im ZIP.</translation>
    </message>
    <message>
        <source>{href} is an absolute path.</source>
        <translation>{href} ist ein absoluter Pfad.</translation>
    </message>
    <message>
        <source>{path} is not in the ZIP; the resource “{identifier}” starts it.</source>
        <translation>{path} ist nicht im ZIP; die Ressource „{identifier}“ startet es.</translation>
    </message>
    <message>
        <source>no item in its organization</source>
        <translation>kein Element in seiner Organisation</translation>
    </message>
    <message>
        <source>no organization</source>
        <translation>keine Organisation</translation>
    </message>
    <message>
        <source>The {kind}'s identifier is “{identifier}”.</source>
        <translation>Kennung von {kind}: „{identifier}“.</translation>
    </message>
    <message>
        <source>The manifest has {what}.</source>
        <translation>Das Manifest hat {what}.</translation>
    </message>
    <message>
        <source>The resource “{name}” has no adlcp:{right}.</source>
        <translation>Die Ressource „{name}“ hat kein adlcp:{right}.</translation>
    </message>
    <message>
        <source> of {tool}</source>
        <translation> von {tool}</translation>
    </message>
    <message>
        <source>No item or resource leads to a file.</source>
        <translation>Kein Element und keine Ressource führt zu einer Datei.</translation>
    </message>
    <message>
        <source>default is “{default}”, which no organization has; the first one was assumed.</source>
        <translation>default ist „{default}“, und keine Organisation heißt so; die erste wurde angenommen.</translation>
    </message>
    <message>
        <source>There are {identifiers}: {identifiers2}.</source>
        <translation>Es gibt {identifiers}: {identifiers2}.</translation>
    </message>
    <message>
        <source>No item of the default organization leads to a resource with an href.</source>
        <translation>Kein Element der Standardorganisation führt zu einer Ressource mit href.</translation>
    </message>
    <message>
        <source>The resource “{name}” says adlcp:{scorm_type_attribute}; here it is adlcp:{right}.</source>
        <translation>Die Ressource „{name}“ sagt adlcp:{scorm_type_attribute}; hier heißt es adlcp:{right}.</translation>
    </message>
    <message>
        <source>No item uses {names}.</source>
        <translation>Kein Element benutzt {names}.</translation>
    </message>
    <message>
        <source>{count} inside the manifest.</source>
        <translation>{count} im Manifest.</translation>
    </message>
    <message>
        <source>“{identifier}” is a default{of}, which many courses share.</source>
        <translation>„{identifier}“ ist eine Standardkennung{of}, die viele Kurse haben.</translation>
    </message>
    <message>
        <source>The item “{identifier}” refers to “{identifierref}”.</source>
        <translation>Das Element „{identifier}“ verweist auf „{identifierref}“.</translation>
    </message>
    <message>
        <source>Every item that could be launched is hidden (isvisible=“false”).</source>
        <translation>Jedes startbare Element ist verborgen (isvisible=“false”).</translation>
    </message>
    <message>
        <source>The item “{name}” has neither a resource nor children.</source>
        <translation>Das Element „{name}“ hat weder Ressource noch Kinder.</translation>
    </message>
    <message>
        <source>Two of its {kind}s are called “{identifier}” (line {identifier3} and line {line}).</source>
        <translation>Zwei haben die Kennung „{identifier}“ ({kind}, Zeile {identifier3} und Zeile {line}).</translation>
    </message>
    <message>
        <source>The resource “{name}” has adlcp:{right}=“{scorm_type}”.</source>
        <translation>Die Ressource „{name}“ hat adlcp:{right}=„{scorm_type}“.</translation>
    </message>
    <message>
        <source>All items are hidden</source>
        <translation>Alle Elemente sind verborgen</translation>
    </message>
    <message>
        <source>Show at least one item.</source>
        <translation>Zeigen Sie mindestens ein Element.</translation>
    </message>
    <message>
        <source>The item “{name}” has both a resource and children.</source>
        <translation>Das Element „{name}“ hat sowohl eine Ressource als auch Kinder.</translation>
    </message>
    <message>
        <source>{path} is the folder of a package, not a ZIP.</source>
        <translation>{path} ist der Ordner eines Pakets, kein ZIP.</translation>
    </message>
    <message>
        <source>Zip what is in it, so that imsmanifest.xml lies at the top of the ZIP, and choose that file.</source>
        <translation>Packen Sie seinen Inhalt, sodass imsmanifest.xml im ZIP ganz oben liegt, und wählen Sie diese Datei.</translation>
    </message>
    <message>
        <source>It has {size} bytes.</source>
        <translation>Es hat {size} Bytes.</translation>
    </message>
    <message>
        <source>If imsmanifest.xml was edited by hand, correct it there; else export the package again.</source>
        <translation>Wurde imsmanifest.xml von Hand bearbeitet, berichtigen Sie es dort; sonst exportieren Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>It breaks a rule of XML. Usually it was edited by hand, or damaged on its way.</source>
        <translation>Es verletzt eine Regel von XML. Meist wurde es von Hand bearbeitet oder unterwegs beschädigt.</translation>
    </message>
    <message>
        <source> The place: “{near}”.</source>
        <translation> Die Stelle: „{near}“.</translation>
    </message>
    <message>
        <source>It ends in the middle: &lt;{begun}&gt;, which begins on line {line}, is never closed. Usually the export or the copying was interrupted, or the disk was full.</source>
        <translation>Es endet mittendrin: &lt;{begun}&gt;, das in Zeile {line} beginnt, wird nie geschlossen. Meist wurde der Export oder das Kopieren unterbrochen, oder die Platte war voll.</translation>
    </message>
    <message>
        <source>Write “&amp;#{number};” or the character itself instead.</source>
        <translation>Schreiben Sie stattdessen „&amp;#{number};“ oder das Zeichen selbst.</translation>
    </message>
    <message>
        <source>Write the character itself instead.</source>
        <translation>Schreiben Sie stattdessen das Zeichen selbst.</translation>
    </message>
    <message>
        <source>“&amp;{name};” is known to web pages and not to XML. Usually it came in with a pasted text.</source>
        <translation>„&amp;{name};“ kennen Webseiten, aber nicht XML. Meist kam es mit eingefügtem Text.</translation>
    </message>
    <message>
        <source>Names that begin with “{prefix}:” are used, but nothing says what “{prefix2}” stands for. Usually a part was copied from another manifest.</source>
        <translation>Namen, die mit „{prefix}:“ beginnen, werden benutzt, aber nichts sagt, wofür „{prefix2}“ steht. Meist wurde ein Teil aus einem anderen Manifest kopiert.</translation>
    </message>
    <message>
        <source> (number {number})</source>
        <translation> (Nummer {number})</translation>
    </message>
    <message>
        <source>It holds a character that XML forbids{which}; it cannot be seen. Usually it was pasted into a title or description.</source>
        <translation>Es enthält ein Zeichen, das XML verbietet{which}; zu sehen ist es nicht. Meist wurde es in einen Titel oder eine Beschreibung eingefügt.</translation>
    </message>
    <message>
        <source>Type that title or description anew in the authoring tool, and export again.</source>
        <translation>Tippen Sie den Titel oder die Beschreibung im Autorenwerkzeug neu, und exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>A bare “&amp;” stands in it; XML needs “&amp;amp;” for that. Usually it was typed in a title or stands in an address.</source>
        <translation>Darin steht ein einfaches „&amp;“; XML braucht dafür „&amp;amp;“. Meist wurde es in einem Titel getippt oder steht in einer Adresse.</translation>
    </message>
    <message>
        <source>Write each bare “&amp;” as “&amp;amp;”.</source>
        <translation>Schreiben Sie jedes einfache „&amp;“ als „&amp;amp;“.</translation>
    </message>
    <message>
        <source>A “&lt;” stands where no element begins. Usually it was typed in a title, or a tag before it is not finished.</source>
        <translation>Ein „&lt;“ steht, wo kein Element beginnt. Meist wurde es in einem Titel getippt, oder ein Tag davor ist unfertig.</translation>
    </message>
    <message>
        <source>Write it as “&amp;lt;” or leave it out, and export again.</source>
        <translation>Schreiben Sie es als „&amp;lt;“, oder lassen Sie es weg, und exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>A value in quotes is not closed. Usually a quotation mark was lost, or a “&lt;” typed in a value.</source>
        <translation>Ein Wert in Anführungszeichen ist nicht geschlossen. Meist ging ein Anführungszeichen verloren, oder im Wert steht ein „&lt;“.</translation>
    </message>
    <message>
        <source>A value has no straight quotation marks. Usually a word processor made curly ones of them.</source>
        <translation>Ein Wert hat keine geraden Anführungszeichen. Meist hat eine Textverarbeitung geschwungene daraus gemacht.</translation>
    </message>
    <message>
        <source>Write it as name="value", with straight quotation marks.</source>
        <translation>Schreiben Sie name="value", mit geraden Anführungszeichen.</translation>
    </message>
    <message>
        <source>Two parts of an element stand together without a space. Usually it was edited by hand.</source>
        <translation>Zwei Teile eines Elements stehen ohne Leerzeichen beieinander. Meist wurde es von Hand bearbeitet.</translation>
    </message>
    <message>
        <source>Something follows after its last element. Usually two files were joined, or an element was closed too early.</source>
        <translation>Nach dem letzten Element folgt noch etwas. Meist wurden zwei Dateien verbunden, oder ein Element wurde zu früh geschlossen.</translation>
    </message>
    <message>
        <source>It is empty. Usually the export was interrupted, or the disk was full.</source>
        <translation>Es ist leer. Meist wurde der Export unterbrochen, oder die Platte war voll.</translation>
    </message>
    <message>
        <source>It begins as no XML does. Usually another file was saved by this name, or it was damaged.</source>
        <translation>Es beginnt, wie kein XML beginnt. Meist wurde eine andere Datei unter diesem Namen gespeichert, oder es wurde beschädigt.</translation>
    </message>
    <message>
        <source>It is a web page. Usually a page with an error or a login was saved instead of the manifest.</source>
        <translation>Es ist eine Webseite. Meist wurde statt des Manifests eine Seite mit einem Fehler oder einer Anmeldung gespeichert.</translation>
    </message>
    <message>
        <source>A “&amp;#…;” holds no number of a character. Usually it was edited by hand.</source>
        <translation>Ein „&amp;#…;“ enthält keine Nummer eines Zeichens. Meist wurde es von Hand bearbeitet.</translation>
    </message>
    <message>
        <source>A comment holds two hyphens in a row, which XML does not allow.</source>
        <translation>Ein Kommentar enthält zwei Bindestriche hintereinander, was XML nicht erlaubt.</translation>
    </message>
    <message>
        <source>Take them or the comment out.</source>
        <translation>Nehmen Sie diese oder den Kommentar heraus.</translation>
    </message>
    <message>
        <source>A tag is not finished by “&gt;”. Usually it was edited by hand, or the file was cut off.</source>
        <translation>Ein Tag wird nicht mit „&gt;“ beendet. Meist wurde es von Hand bearbeitet, oder die Datei wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>“]]&gt;” stands in a text, where XML does not allow it.</source>
        <translation>„]]&gt;“ steht in einem Text, wo XML es nicht erlaubt.</translation>
    </message>
    <message>
        <source>Write “]]&amp;gt;” instead.</source>
        <translation>Schreiben Sie stattdessen „]]&amp;gt;“.</translation>
    </message>
    <message>
        <source>It is nested deeper than 256 elements, or a single value is longer than 10 MB: no LMS reads that.</source>
        <translation>Es ist tiefer als 256 Elemente verschachtelt, oder ein einzelner Wert ist länger als 10 MB: Das liest kein LMS.</translation>
    </message>
    <message>
        <source>Its first bytes say UTF-16 or UTF-32, and the rest is not. Usually it was damaged.</source>
        <translation>Seine ersten Bytes sagen UTF-16 oder UTF-32, und der Rest ist es nicht. Meist wurde es beschädigt.</translation>
    </message>
    <message>
        <source>It holds NUL characters, which no XML may. Usually it was saved as UTF-16 without saying so, or damaged.</source>
        <translation>Es enthält NUL-Zeichen, was kein XML darf. Meist wurde es als UTF-16 gespeichert, ohne es zu sagen, oder beschädigt.</translation>
    </message>
    <message>
        <source>Save imsmanifest.xml as UTF-8, or export the package again.</source>
        <translation>Speichern Sie imsmanifest.xml als UTF-8, oder exportieren Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>“{else}” is named in an element and given no value.</source>
        <translation>„{else}“ wird in einem Element genannt und bekommt keinen Wert.</translation>
    </message>
    <message>
        <source>“{else}” is given twice in one element. Usually a line was copied by hand.</source>
        <translation>„{else}“ steht zweimal in einem Element. Meist wurde eine Zeile von Hand kopiert.</translation>
    </message>
    <message>
        <source>Delete one of the two, or export the package again.</source>
        <translation>Löschen Sie eines der beiden, oder exportieren Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>, or export again.</source>
        <translation>, oder exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source> as the other manifest has it, or export again.</source>
        <translation> wie im anderen Manifest, oder exportieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>“{quoted}”</source>
        <translation>„{quoted}“</translation>
    </message>
    <message>
        <source>Answers “true” and keeps only the first 4,096 characters of suspend data.</source>
        <translation>Antwortet „true“ und behält nur die ersten 4.096 Zeichen der Suspend Data.</translation>
    </message>
    <message>
        <source>Refuses “not attempted” from a course, knows no sequencing, and says 201 where the standard says 401.</source>
        <translation>Nimmt „not attempted“ von einem Kurs nicht an, kennt kein Sequencing und sagt 201, wo der Standard 401 sagt.</translation>
    </message>
    <message>
        <source>As the strict LMS; the course opens in a window of its own and has to look for the run-time in its opener.</source>
        <translation>Wie das strenge LMS; der Kurs öffnet sich in einem eigenen Fenster und muss die Laufzeit in seinem Opener suchen.</translation>
    </message>
    <message>
        <source>Refuses whatever the standard does not allow, and keeps no more than it guarantees.</source>
        <translation>Lehnt alles ab, was der Standard nicht erlaubt, und behält nicht mehr, als er garantiert.</translation>
    </message>
    <message>
        <source>Keeps 64,000 characters of suspend data in SCORM 1.2 too, and takes “Completed” for “completed”.</source>
        <translation>Behält auch in SCORM 1.2 64.000 Zeichen Suspend Data und nimmt „Completed“ für „completed“.</translation>
    </message>
</context>
<context>
    <name>CourseSaves</name>
    <message>
        <source>Save the file of the course</source>
        <translation>Datei des Kurses speichern</translation>
    </message>
</context>
<context>
    <name>CourseView</name>
    <message>
        <source>Course</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Save the file of the course</source>
        <translation>Datei des Kurses speichern</translation>
    </message>
</context>
<context>
    <name>DataPane</name>
    <message>
        <source>Data model</source>
        <translation>Datenmodell</translation>
    </message>
    <message>
        <source>Filter elements</source>
        <translation>Elemente filtern</translation>
    </message>
    <message>
        <source>Changed since the start</source>
        <translation>Seit Beginn geändert</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>The run-time's data stand here as soon as a part of the course begins.</source>
        <translation>Hier stehen die Laufzeitdaten, sobald ein Teil des Kurses beginnt.</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>1 value is set when the next attempt begins.</source>
        <translation>1 Wert wird gesetzt, wenn der nächste Versuch beginnt.</translation>
    </message>
    <message>
        <source>{count} values are set when the next attempt begins.</source>
        <translation>{count} Werte werden gesetzt, wenn der nächste Versuch beginnt.</translation>
    </message>
    <message>
        <source>Double-click a value to change it. What differs from the start is coloured.</source>
        <translation>Doppelklicken Sie auf einen Wert, um ihn zu ändern. Was vom Anfang abweicht, ist farbig.</translation>
    </message>
</context>
<context>
    <name>DataTree</name>
    <message>
        <source>Element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>At the start of the attempt: {value}</source>
        <translation>Am Anfang des Versuchs: {value}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete this package on the server</source>
        <translation>Dieses Paket auf dem Server löschen</translation>
    </message>
    <message>
        <source>Delete {packages} on the server</source>
        <translation>{packages} auf dem Server löschen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Delete {packages}</source>
        <translation>{packages} löschen</translation>
    </message>
    <message>
        <source>“{title}” is gone for everybody</source>
        <translation>„{title}“ ist für alle weg</translation>
    </message>
    <message>
        <source>Its only version is lost</source>
        <translation>Seine einzige Version ist verloren</translation>
    </message>
    <message>
        <source>All its {count} versions are lost</source>
        <translation>Alle {count} Versionen sind verloren</translation>
    </message>
    <message>
        <source>{versions}, and its launch address stops working wherever it is used. It cannot be undone.</source>
        <translation>{versions}, und seine Startadresse wirkt nirgends mehr. Rückgängig machen lässt sich das nicht.</translation>
    </message>
    <message>
        <source>{packages} are gone for everybody</source>
        <translation>{packages} sind für alle weg</translation>
    </message>
    <message>
        <source>All their versions are lost, and their launch addresses stop working wherever they are used. It cannot be undone.</source>
        <translation>Alle ihre Versionen sind verloren, und ihre Startadressen wirken nirgends mehr. Rückgängig machen lässt sich das nicht.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} mehr</translation>
    </message>
    <message>
        <source>Launch address</source>
        <translation>Startadresse</translation>
    </message>
    <message>
        <source>Type the title to delete it: {title}</source>
        <translation>Zum Löschen den Titel tippen: {title}</translation>
    </message>
    <message>
        <source>Type their number to delete them: {number}</source>
        <translation>Zum Löschen die Anzahl tippen: {number}</translation>
    </message>
    <message>
        <source>Stop after this one</source>
        <translation>Nach diesem aufhören</translation>
    </message>
    <message>
        <source>Deleted {packages}</source>
        <translation>{packages} gelöscht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>DetailsAfter</name>
    <message>
        <source>own description</source>
        <translation>eigene Beschreibung</translation>
    </message>
    <message>
        <source>Details to set once it is live</source>
        <translation>Details, die gesetzt werden, sobald es live ist</translation>
    </message>
</context>
<context>
    <name>DetailsAfterLine</name>
    <message>
        <source>Tags, description…</source>
        <translation>Tags, Beschreibung…</translation>
    </message>
    <message>
        <source>Details: as the manifest says</source>
        <translation>Details: wie im Manifest</translation>
    </message>
</context>
<context>
    <name>DetailsAfterSheet</name>
    <message>
        <source>Tags to add to those it has</source>
        <translation>Tags zusätzlich zu den vorhandenen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>What is empty, or as the manifest says, is taken from the manifest.</source>
        <translation>Was leer ist oder dem Manifest entspricht, wird aus dem Manifest genommen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep with the upload</source>
        <translation>Beim Upload merken</translation>
    </message>
</context>
<context>
    <name>DetailsFields</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Custom metadata</source>
        <translation>Eigene Metadaten</translation>
    </message>
    <message>
        <source>Undo the change: {field}</source>
        <translation>Änderung rückgängig: {field}</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Facts (the title comes from the manifest)</source>
        <translation>Angaben (der Titel kommt aus dem Manifest)</translation>
    </message>
    <message>
        <source>Show the raw record</source>
        <translation>Rohdaten zeigen</translation>
    </message>
    <message>
        <source>The record as the server sent it</source>
        <translation>Der Datensatz, wie ihn der Server schickte</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save details</source>
        <translation>Details speichern</translation>
    </message>
    <message>
        <source>What you typed for “{title}” is kept, but not saved yet.</source>
        <translation>Was Sie für „{title}“ getippt haben, bleibt, ist aber noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Hide the raw record</source>
        <translation>Rohdaten verbergen</translation>
    </message>
    <message>
        <source>… and more: the command line shows all of it (package ID --json)</source>
        <translation>… und mehr: Alles zeigt die Kommandozeile (package ID --json)</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Noch einmal speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
</context>
<context>
    <name>DiffPane</name>
    <message>
        <source>Change before</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>lines {first}–{last} of {count}</source>
        <translation>Zeilen {first}–{last} von {count}</translation>
    </message>
    <message>
        <source>Change {number} of {count}</source>
        <translation>Änderung {number} von {count}</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Change {number} of {count}. Before: {before}. Now: {after}</source>
        <translation>Änderung {number} von {count}. Vorher: {before}. Jetzt: {after}</translation>
    </message>
</context>
<context>
    <name>Dot</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message numerus="yes">
        <source>Check and match %n file(s) to packages</source>
        <translation><numerusform>%n Datei prüfen und Paketen zuordnen</numerusform><numerusform>%n Dateien prüfen und Paketen zuordnen</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>New package: check, then upload %n file(s)</source>
        <translation><numerusform>Neues Paket: %n Datei prüfen, dann hochladen</numerusform><numerusform>Neues Paket: %n Dateien prüfen, dann hochladen</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>New package: only check %n file(s)</source>
        <translation><numerusform>Neues Paket: %n Datei nur prüfen</numerusform><numerusform>Neues Paket: %n Dateien nur prüfen</numerusform></translation>
    </message>
    <message>
        <source>You review in one table what each becomes. Hold Alt: check only</source>
        <translation>In einer Tabelle sehen Sie durch, was aus jeder wird. Alt halten: nur prüfen</translation>
    </message>
    <message>
        <source>Several files are always new packages. Hold Alt: check only</source>
        <translation>Mehrere Dateien sind immer neue Pakete. Alt halten: nur prüfen</translation>
    </message>
    <message>
        <source>Or drop on a package below: it becomes its next version</source>
        <translation>Oder unten auf einem Paket ablegen: wird dessen nächste Version</translation>
    </message>
    <message>
        <source>Release: version {number} of “{title}”</source>
        <translation>Loslassen: Version {number} von „{title}“</translation>
    </message>
    <message>
        <source>Release: a new version of “{title}”</source>
        <translation>Loslassen: neue Version von „{title}“</translation>
    </message>
    <message>
        <source>You see what changed before anything is uploaded.</source>
        <translation>Sie sehen, was sich geändert hat, bevor etwas hochgeladen wird.</translation>
    </message>
    <message>
        <source>Release: {count} files, each to its package</source>
        <translation>Loslassen: {count} Dateien, jede zu ihrem Paket</translation>
    </message>
    <message>
        <source>Nothing is uploaded before you have reviewed it.</source>
        <translation>Hochgeladen wird nichts, bevor Sie es durchgesehen haben.</translation>
    </message>
    <message>
        <source>Release: 1 new package</source>
        <translation>Loslassen: 1 neues Paket</translation>
    </message>
    <message>
        <source>Release: {count} new packages</source>
        <translation>Loslassen: {count} neue Pakete</translation>
    </message>
    <message>
        <source>Checked first. Sound files go on, doubtful ones wait in Uploads.</source>
        <translation>Zuerst geprüft. Einwandfreie Dateien gehen weiter, zweifelhafte warten unter Uploads.</translation>
    </message>
    <message>
        <source>Checked on this computer. Nothing is uploaded until you say so.</source>
        <translation>Auf diesem Computer geprüft. Hochgeladen wird nichts, bis Sie es sagen.</translation>
    </message>
    <message>
        <source>Then drop the files again.</source>
        <translation>Legen Sie die Dateien dann noch einmal ab.</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop SCORM ZIPs or course folders anywhere in this window</source>
        <translation>Legen Sie SCORM-ZIPs oder Kursordner irgendwo in diesem Fenster ab</translation>
    </message>
    <message>
        <source>They are checked at once. Without a connection they wait in Uploads as “Ready to upload”.</source>
        <translation>Sie werden gleich geprüft. Ohne Verbindung warten sie unter Uploads als „Bereit zum Upload“.</translation>
    </message>
    <message>
        <source>{keys} chooses files</source>
        <translation>{keys} wählt Dateien</translation>
    </message>
</context>
<context>
    <name>DurationField</name>
    <message>
        <source>Duration, hours</source>
        <translation>Dauer, Stunden</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>Duration, minutes</source>
        <translation>Dauer, Minuten</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Duration as the server has it</source>
        <translation>Dauer, wie der Server sie hat</translation>
    </message>
    <message>
        <source>As the server has it: ISO 8601 such as PT1H30M, or 45m</source>
        <translation>Wie der Server sie hat: ISO 8601 wie PT1H30M, oder 45m</translation>
    </message>
</context>
<context>
    <name>EditSeveralSheet</name>
    <message>
        <source>Tags of {packages}</source>
        <translation>Tags von {packages}</translation>
    </message>
    <message>
        <source>Edit details of {packages}</source>
        <translation>Details von {packages} bearbeiten</translation>
    </message>
    <message>
        <source>What you leave alone stays as it is in each of them.</source>
        <translation>Was Sie nicht anrühren, bleibt in jedem, wie es ist.</translation>
    </message>
    <message>
        <source>Tag to add</source>
        <translation>Tag zum Hinzufügen</translation>
    </message>
    <message>
        <source>Tag to take away</source>
        <translation>Tag zum Wegnehmen</translation>
    </message>
    <message>
        <source>Add these tags</source>
        <translation>Diese Tags hinzufügen</translation>
    </message>
    <message>
        <source>Take these tags away, where they are</source>
        <translation>Diese Tags wegnehmen, wo sie sind</translation>
    </message>
    <message>
        <source>Set the description (empty text removes it)</source>
        <translation>Beschreibung setzen (leerer Text entfernt sie)</translation>
    </message>
    <message>
        <source>Description for all of them</source>
        <translation>Beschreibung für alle</translation>
    </message>
    <message>
        <source>Set the duration (none removes it)</source>
        <translation>Dauer setzen (keine entfernt sie)</translation>
    </message>
    <message>
        <source>A key to remove</source>
        <translation>Zu entfernender Schlüssel</translation>
    </message>
    <message>
        <source>Key of the metadata to remove</source>
        <translation>Zu entfernender Schlüssel der Metadaten</translation>
    </message>
    <message>
        <source>Set these keys of the custom metadata</source>
        <translation>Diese Schlüssel der eigenen Metadaten setzen</translation>
    </message>
    <message>
        <source>Remove these keys</source>
        <translation>Diese Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Undo the changes</source>
        <translation>Änderungen rückgängig machen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change {packages}</source>
        <translation>{packages} ändern</translation>
    </message>
    <message>
        <source>Nothing is to be changed yet.</source>
        <translation>Noch ist nichts zu ändern.</translation>
    </message>
    <message>
        <source>Stop after this one</source>
        <translation>Nach diesem aufhören</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again ({count})</source>
        <translation>Noch einmal versuchen ({count})</translation>
    </message>
    <message>
        <source>Changed {packages}</source>
        <translation>{packages} geändert</translation>
    </message>
    <message>
        <source>{well} of {all} packages are as they were.</source>
        <translation>{well} von {all} Paketen sind, wie sie waren.</translation>
    </message>
</context>
<context>
    <name>EditUndo</name>
    <message>
        <source>Not undone: “{title}” was changed by somebody else since.</source>
        <translation>Nicht rückgängig gemacht: „{title}“ hat seitdem jemand anderes geändert.</translation>
    </message>
    <message>
        <source>Not undone. {problem}</source>
        <translation>Nicht rückgängig gemacht. {problem}</translation>
    </message>
    <message>
        <source>“{title}” is as it was.</source>
        <translation>„{title}“ ist, wie es war.</translation>
    </message>
    <message>
        <source>Saved the details of “{title}”</source>
        <translation>Details von „{title}“ gespeichert</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>ExplanationCard</name>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>Quelle zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>SCOs</source>
        <translation>SCOs</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Uploaded by</source>
        <translation>Hochgeladen von</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
</context>
<context>
    <name>FactsGrid</name>
    <message>
        <source>Facts of both versions</source>
        <translation>Angaben beider Versionen</translation>
    </message>
</context>
<context>
    <name>FactsModel</name>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{name} changed: before {before}, now {after}</source>
        <translation>{name} geändert: vorher {before}, jetzt {after}</translation>
    </message>
</context>
<context>
    <name>FactsView</name>
    <message>
        <source>Facts of both sides</source>
        <translation>Angaben beider Seiten</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Angabe</translation>
    </message>
</context>
<context>
    <name>FetchSheet</name>
    <message>
        <source>Looking for it</source>
        <translation>Sieht danach</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>The file was changed on disk</source>
        <translation>Die Datei wurde auf der Platte geändert</translation>
    </message>
    <message>
        <source>What plays here is no longer what is in it.</source>
        <translation>Was hier läuft, ist nicht mehr, was in ihr steht.</translation>
    </message>
    <message>
        <source>Play the new file</source>
        <translation>Neue Datei spielen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>The file is no longer where it was</source>
        <translation>Die Datei ist nicht mehr, wo sie war</translation>
    </message>
    <message>
        <source>It plays on until this window is closed.</source>
        <translation>Sie läuft weiter, bis dieses Fenster geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was das bedeutet</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>{before} before, {after} now</source>
        <translation>vorher {before}, jetzt {after}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Bytes</translation>
    </message>
    <message>
        <source>And {count} more: search for them</source>
        <translation>Und {count} mehr: suchen Sie danach</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>not in the manifest</source>
        <translation>nicht im Manifest</translation>
    </message>
    <message>
        <source>of the operating system</source>
        <translation>vom Betriebssystem</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>Files of both sides</source>
        <translation>Dateien beider Seiten</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>Dateien suchen</translation>
    </message>
    <message>
        <source>Which files</source>
        <translation>Welche Dateien</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Reading the ZIP…</source>
        <translation>Liest das ZIP…</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Missing ({count})</source>
        <translation>Fehlend ({count})</translation>
    </message>
    <message>
        <source>Not in the manifest ({count})</source>
        <translation>Nicht im Manifest ({count})</translation>
    </message>
    <message>
        <source>Of the operating system ({count})</source>
        <translation>Vom Betriebssystem ({count})</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>{files}, {size} unpacked</source>
        <translation>{files}, {size} entpackt</translation>
    </message>
    <message>
        <source>No file matches</source>
        <translation>Keine Datei passt</translation>
    </message>
    <message>
        <source>The first {shown} of {count} files that match</source>
        <translation>Die ersten {shown} von {count} passenden Dateien</translation>
    </message>
    <message>
        <source>1 file matches</source>
        <translation>1 Datei passt</translation>
    </message>
    <message>
        <source>{count} files match</source>
        <translation>{count} Dateien passen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Order, columns and rows</source>
        <translation>Reihenfolge, Spalten und Zeilen</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>letzte 24 Stunden</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>letzte 7 Tage</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>letzte 30 Tage</translation>
    </message>
    <message>
        <source>last year</source>
        <translation>letztes Jahr</translation>
    </message>
    <message>
        <source>below 10 MB</source>
        <translation>unter 10 MB</translation>
    </message>
    <message>
        <source>10 to 100 MB</source>
        <translation>10 bis 100 MB</translation>
    </message>
    <message>
        <source>100 MB to 1 GB</source>
        <translation>100 MB bis 1 GB</translation>
    </message>
    <message>
        <source>above 1 GB</source>
        <translation>über 1 GB</translation>
    </message>
    <message>
        <source>Newest change first</source>
        <translation>Neueste Änderung zuerst</translation>
    </message>
    <message>
        <source>Oldest change first</source>
        <translation>Älteste Änderung zuerst</translation>
    </message>
    <message>
        <source>Title from A to Z</source>
        <translation>Titel von A bis Z</translation>
    </message>
    <message>
        <source>Title from Z to A</source>
        <translation>Titel von Z bis A</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Kleinste zuerst</translation>
    </message>
    <message>
        <source>Most versions first</source>
        <translation>Meiste Versionen zuerst</translation>
    </message>
    <message>
        <source>Fewest versions first</source>
        <translation>Wenigste Versionen zuerst</translation>
    </message>
    <message>
        <source>By standard</source>
        <translation>Nach Standard</translation>
    </message>
    <message>
        <source>By standard, newest first</source>
        <translation>Nach Standard, neueste zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Usual order and widths</source>
        <translation>Übliche Reihenfolge und Breiten</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Kompakte Zeilen</translation>
    </message>
</context>
<context>
    <name>FilterChoice</name>
    <message>
        <source>Filter or search the list first.</source>
        <translation>Filtern oder durchsuchen Sie zuerst die Liste.</translation>
    </message>
</context>
<context>
    <name>FindingItem</name>
    <message>
        <source>Fixed</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Fixed in the copy</source>
        <translation>In der Kopie behoben</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Show line {number}</source>
        <translation>Zeile {number} zeigen</translation>
    </message>
    <message>
        <source>Show in manifest</source>
        <translation>Im Manifest zeigen</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Datei zeigen</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation>{count} weitere zeigen</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Nothing here yet. Three ways to begin</source>
        <translation>Noch nichts hier. Drei Wege, anzufangen</translation>
    </message>
    <message>
        <source>In any order, and each can be done later.</source>
        <translation>In beliebiger Folge, und jeder geht auch später.</translation>
    </message>
    <message>
        <source>Check a file</source>
        <translation>Eine Datei prüfen</translation>
    </message>
    <message>
        <source>See in seconds whether a SCORM ZIP would run, and what to mend. Everything happens on this computer; no account needed.</source>
        <translation>Sehen Sie in Sekunden, ob ein SCORM-ZIP laufen würde und was zu beheben ist. Alles geschieht auf diesem Computer; kein Konto nötig.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Connect to AllureConnect</source>
        <translation>Mit AllureConnect verbinden</translation>
    </message>
    <message>
        <source>See the library, upload new packages and new versions. You need an API key and the tenant id; the dialog says where they are.</source>
        <translation>Sehen Sie die Bibliothek, laden Sie neue Pakete und Versionen hoch. Sie brauchen einen API-Schlüssel und die Mandanten-Id; der Dialog sagt, wo beide stehen.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Try with the sandbox</source>
        <translation>Mit der Sandbox ausprobieren</translation>
    </message>
    <message>
        <source>Starts a server on this computer with 3 demo courses:</source>
        <translation>Startet einen Server auf diesem Computer mit 3 Beispielkursen:</translation>
    </message>
    <message>
        <source>one is sound</source>
        <translation>einer ist einwandfrei</translation>
    </message>
    <message>
        <source>one has mistakes that can be mended</source>
        <translation>einer hat Fehler, die sich beheben lassen</translation>
    </message>
    <message>
        <source>one fails only while it runs</source>
        <translation>einer scheitert erst, während er läuft</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
</context>
<context>
    <name>GeneralSettings</name>
    <message>
        <source>Tell what happens to uploads</source>
        <translation>Melden, was mit Uploads geschieht</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>While another window is used</source>
        <translation>Während ein anderes Fenster benutzt wird</translation>
    </message>
    <message>
        <source>A message of the system says when an upload needs you, and when packages are live. Nothing is told while this window is in front.</source>
        <translation>Eine Mitteilung des Systems sagt, wenn ein Upload Sie braucht und wenn Pakete live sind. Solange dieses Fenster vorne ist, wird nichts gemeldet.</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Import connections</source>
        <translation>Verbindungen importieren</translation>
    </message>
    <message>
        <source>A file holds no keys: enter each at its connection. Only take in what comes from somebody you trust.</source>
        <translation>Eine Datei enthält keine Schlüssel: Geben Sie jeden bei seiner Verbindung ein. Übernehmen Sie nur, was von jemandem kommt, dem Sie vertrauen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add 1 connection</source>
        <translation>1 Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Add {count} connections</source>
        <translation>{count} Verbindungen hinzufügen</translation>
    </message>
    <message>
        <source>There is no connection in this file.</source>
        <translation>In dieser Datei ist keine Verbindung.</translation>
    </message>
    <message>
        <source>Every connection in this file is here already: {names}.</source>
        <translation>Jede Verbindung dieser Datei gibt es hier schon: {names}.</translation>
    </message>
    <message>
        <source>Nothing of it is here yet.</source>
        <translation>Nichts davon gibt es hier schon.</translation>
    </message>
    <message>
        <source>Here already and left as they are: {names}.</source>
        <translation>Hier schon vorhanden und unverändert gelassen: {names}.</translation>
    </message>
    <message>
        <source>tenant {id}</source>
        <translation>Mandant {id}</translation>
    </message>
    <message>
        <source>Proxy: {address}</source>
        <translation>Proxy: {address}</translation>
    </message>
    <message>
        <source>Certificate authority: {file}</source>
        <translation>Zertifizierungsstelle: {file}</translation>
    </message>
    <message>
        <source>Added 1 connection. Its key is still to be entered.</source>
        <translation>1 Verbindung hinzugefügt. Ihr Schlüssel ist noch einzugeben.</translation>
    </message>
    <message>
        <source>Added {count} connections. Their keys are still to be entered.</source>
        <translation>{count} Verbindungen hinzugefügt. Ihre Schlüssel sind noch einzugeben.</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Data model</source>
        <translation>Datenmodell</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 Fehler</translation>
    </message>
    <message>
        <source>{count} errors</source>
        <translation>{count} Fehler</translation>
    </message>
    <message>
        <source>{count} missing or blocked</source>
        <translation>{count} fehlend oder blockiert</translation>
    </message>
    <message>
        <source>{count} errors of scripts</source>
        <translation>{count} Skriptfehler</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Kept in the keyring. Type to replace it</source>
        <translation>Im Schlüsselbund. Zum Ersetzen tippen</translation>
    </message>
    <message>
        <source>The key is missing.</source>
        <translation>Der Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>Enter the API key of this server.</source>
        <translation>Geben Sie den API-Schlüssel dieses Servers ein.</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Schlüssel verbergen</translation>
    </message>
</context>
<context>
    <name>KeyHint</name>
    <message>
        <source>In AllureConnect: Settings → API keys, for both the key and the tenant id</source>
        <translation>In AllureConnect: Settings → API keys, für Schlüssel und Mandanten-Id</translation>
    </message>
    <message>
        <source>Open that page</source>
        <translation>Diese Seite öffnen</translation>
    </message>
</context>
<context>
    <name>KeyringBand</name>
    <message>
        <source>How to set one up</source>
        <translation>So richten Sie einen ein</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>KeyringSheet</name>
    <message>
        <source>How to set up a keyring</source>
        <translation>So richten Sie einen Schlüsselbund ein</translation>
    </message>
    <message>
        <source>The system's own safe for passwords; API keys are kept there and nowhere else.</source>
        <translation>Der Tresor des Systems für Kennwörter; API-Schlüssel liegen dort und nirgends sonst.</translation>
    </message>
    <message>
        <source>Until then a key is kept in memory and is gone when you quit. It is never written to a file.</source>
        <translation>Bis dahin bleibt ein Schlüssel im Arbeitsspeicher und ist weg, wenn Sie beenden. In eine Datei kommt er nie.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Launch</name>
    <message>
        <source>“{title}” is open in the browser. That counted as one launch.</source>
        <translation>„{title}“ ist im Browser geöffnet. Das zählte als ein Start.</translation>
    </message>
    <message>
        <source>“{title}” was launched, but no browser could be started.</source>
        <translation>„{title}“ wurde gestartet, aber kein Browser ließ sich öffnen.</translation>
    </message>
    <message>
        <source>link has ended</source>
        <translation>Link abgelaufen</translation>
    </message>
    <message>
        <source>link ends in {clock}</source>
        <translation>Link endet in {clock}</translation>
    </message>
    <message>
        <source>The page was not opened: its certificate is not trusted.</source>
        <translation>Die Seite wurde nicht geöffnet: Ihrem Zertifikat wird nicht vertraut.</translation>
    </message>
    <message>
        <source>{cause}.</source>
        <translation>{cause}.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; a proxy on the way can be the cause as well.</source>
        <translation>Fragen Sie den Betreiber des Servers; auch ein Proxy auf dem Weg kann die Ursache sein.</translation>
    </message>
    <message>
        <source>The course made the web view crash.</source>
        <translation>Der Kurs hat die Webansicht zum Absturz gebracht.</translation>
    </message>
    <message>
        <source>The page's process ended with code {code}.</source>
        <translation>Der Prozess der Seite endete mit Code {code}.</translation>
    </message>
    <message>
        <source>Reload it. What the course had saved until then is on the server.</source>
        <translation>Laden Sie neu. Was der Kurs bis dahin gespeichert hat, ist auf dem Server.</translation>
    </message>
    <message>
        <source>The page has stayed empty for 10 seconds.</source>
        <translation>Die Seite ist seit 10 Sekunden leer.</translation>
    </message>
    <message>
        <source>The server is slow, or the course does not start in this web view.</source>
        <translation>Der Server ist langsam, oder der Kurs startet in dieser Webansicht nicht.</translation>
    </message>
    <message>
        <source>Reload it, or open it in your browser.</source>
        <translation>Laden Sie sie neu, oder öffnen Sie sie im Browser.</translation>
    </message>
    <message>
        <source>The page could not be loaded.</source>
        <translation>Die Seite konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The web view says: {cause}.</source>
        <translation>Die Webansicht sagt: {cause}.</translation>
    </message>
    <message>
        <source>Look whether the network is there, then reload.</source>
        <translation>Sehen Sie nach, ob das Netz da ist, dann laden Sie neu.</translation>
    </message>
</context>
<context>
    <name>LaunchHead</name>
    <message>
        <source>Show or hide the structure</source>
        <translation>Struktur ein- oder ausblenden</translation>
    </message>
    <message>
        <source>New version…</source>
        <translation>Neue Version…</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor ein- oder ausblenden</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
</context>
<context>
    <name>LaunchInspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>No calls are visible here</source>
        <translation>Hier sind keine Aufrufe zu sehen</translation>
    </message>
    <message>
        <source>The course talks to AllureConnect's own run-time inside the server's page, so its SCORM calls do not pass through this window.</source>
        <translation>Der Kurs spricht in der Seite des Servers mit der Laufzeit von AllureConnect, seine SCORM-Aufrufe gehen also nicht durch dieses Fenster.</translation>
    </message>
    <message>
        <source>The data are on the server</source>
        <translation>Die Daten sind auf dem Server</translation>
    </message>
    <message>
        <source>What the course stores goes from the server's page to the server, and does not pass through here.</source>
        <translation>Was der Kurs speichert, geht von der Seite des Servers an den Server und nicht hier hindurch.</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Data model</source>
        <translation>Datenmodell</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
</context>
<context>
    <name>LaunchRequestTable</name>
    <message>
        <source>The server has no such file.</source>
        <translation>Der Server hat keine solche Datei.</translation>
    </message>
    <message>
        <source>Blocked: a course may not reach files or programs of this computer.</source>
        <translation>Blockiert: Ein Kurs darf Dateien und Programme dieses Computers nicht erreichen.</translation>
    </message>
    <message>
        <source>Another site answered, and does not let the web view tell how.</source>
        <translation>Eine andere Website antwortete und lässt die Webansicht nicht sagen, wie.</translation>
    </message>
</context>
<context>
    <name>LaunchSheet</name>
    <message>
        <source>Launch on the server</source>
        <translation>Auf dem Server starten</translation>
    </message>
    <message>
        <source>Counts as one launch in {connection}</source>
        <translation>Zählt als ein Start in {connection}</translation>
    </message>
    <message>
        <source>Learners see version {number} now. A preview plays on this computer and counts none.</source>
        <translation>Lernende sehen jetzt Version {number}. Eine Vorschau läuft auf diesem Computer und zählt keinen.</translation>
    </message>
    <message>
        <source>It plays what learners see now. A preview plays on this computer and counts none.</source>
        <translation>Es läuft, was Lernende jetzt sehen. Eine Vorschau läuft auf diesem Computer und zählt keinen.</translation>
    </message>
    <message>
        <source>Learner (user id)</source>
        <translation>Lernende (Benutzer-Id)</translation>
    </message>
    <message>
        <source>Empty: the preview learner, whom reports can tell from real ones. Kept for this connection.</source>
        <translation>Leer: die Vorschau-Lernenden, die Berichte von echten unterscheiden können. Für diese Verbindung behalten.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>A new session</source>
        <translation>Eine neue Sitzung</translation>
    </message>
    <message>
        <source>Resume the session of {time} ({id})</source>
        <translation>Sitzung von {time} fortsetzen ({id})</translation>
    </message>
    <message>
        <source>Launch in the browser</source>
        <translation>Im Browser starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Starten</translation>
    </message>
</context>
<context>
    <name>LaunchSideBar</name>
    <message>
        <source>STRUCTURE</source>
        <translation>STRUKTUR</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Learner</source>
        <translation>Lernende</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Session id</source>
        <translation>Id der Sitzung</translation>
    </message>
    <message>
        <source>Copy the session id</source>
        <translation>Id der Sitzung kopieren</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>new, not resumed</source>
        <translation>neu, nicht fortgesetzt</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>From the manifest. The server keeps the progress, so no status is shown here.</source>
        <translation>Aus dem Manifest. Den Fortschritt hat der Server, daher steht hier kein Status.</translation>
    </message>
    <message>
        <source>Not known on this computer: the version on the server was uploaded elsewhere.</source>
        <translation>Auf diesem Computer nicht bekannt: Die Version auf dem Server wurde anderswo hochgeladen.</translation>
    </message>
</context>
<context>
    <name>LaunchStrip</name>
    <message>
        <source>Counts as one launch</source>
        <translation>Zählt als ein Start</translation>
    </message>
    <message>
        <source>Resume session</source>
        <translation>Sitzung fortsetzen</translation>
    </message>
    <message>
        <source>The same session with a new link; counts as another launch</source>
        <translation>Dieselbe Sitzung mit neuem Link; zählt als weiterer Start</translation>
    </message>
    <message>
        <source>Launch again</source>
        <translation>Noch einmal starten</translation>
    </message>
    <message>
        <source>A new session; counts as another launch</source>
        <translation>Eine neue Sitzung; zählt als weiterer Start</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>LaunchWindow</name>
    <message>
        <source>the server</source>
        <translation>der Server</translation>
    </message>
    <message>
        <source>Launching on {host}</source>
        <translation>Startet auf {host}</translation>
    </message>
    <message>
        <source>The session goes on.</source>
        <translation>Die Sitzung geht weiter.</translation>
    </message>
    <message>
        <source>A new session begins.</source>
        <translation>Eine neue Sitzung beginnt.</translation>
    </message>
    <message>
        <source>preview learner</source>
        <translation>Vorschau-Lernende</translation>
    </message>
    <message>
        <source>· {learner}</source>
        <translation>· {learner}</translation>
    </message>
    <message>
        <source>The launch did not come about.</source>
        <translation>Der Start kam nicht zustande.</translation>
    </message>
    <message>
        <source>Launch again</source>
        <translation>Noch einmal starten</translation>
    </message>
    <message>
        <source>Replace key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Preview the file on this computer</source>
        <translation>Datei in der Vorschau auf diesem Computer</translation>
    </message>
    <message>
        <source>Preview version {number} on this computer</source>
        <translation>Version {number} in der Vorschau auf diesem Computer</translation>
    </message>
    <message>
        <source>The link of this launch has ended.</source>
        <translation>Der Link dieses Starts ist abgelaufen.</translation>
    </message>
    <message>
        <source>A link lasts for some minutes only, and this page was asked for after that.</source>
        <translation>Ein Link gilt nur einige Minuten, und diese Seite wurde danach angefragt.</translation>
    </message>
    <message>
        <source>Launch again: the session can go on where it was. It counts as another launch.</source>
        <translation>Starten Sie noch einmal: Die Sitzung kann weitergehen, wo sie war. Es zählt als weiterer Start.</translation>
    </message>
    <message>
        <source>Resume session</source>
        <translation>Sitzung fortsetzen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>This view cannot play this video format</source>
        <translation>Diese Ansicht kann das Videoformat nicht abspielen</translation>
    </message>
    <message>
        <source>The course uses H.264 or AAC, which your browser most likely plays.</source>
        <translation>Der Kurs benutzt H.264 oder AAC, was Ihr Browser sehr wahrscheinlich abspielt.</translation>
    </message>
    <message>
        <source>The link has ended: launch again first</source>
        <translation>Der Link ist abgelaufen: zuerst noch einmal starten</translation>
    </message>
    <message>
        <source>The link of this launch has ended. What is open goes on; launch again for a new one.</source>
        <translation>Der Link dieses Starts ist abgelaufen. Was offen ist, läuft weiter; starten Sie für einen neuen noch einmal.</translation>
    </message>
</context>
<context>
    <name>LearnerSheet</name>
    <message>
        <source>Learner and initial data</source>
        <translation>Lernende und Anfangsdaten</translation>
    </message>
    <message>
        <source>A new attempt begins with them.</source>
        <translation>Ein neuer Versuch beginnt mit ihnen.</translation>
    </message>
    <message>
        <source>as the course wants it; or de, en-GB …</source>
        <translation>wie der Kurs es will; oder de, en-GB …</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Initial data</source>
        <translation>Anfangsdaten</translation>
    </message>
    <message>
        <source>One element a line. They are put over what every part begins with.</source>
        <translation>Ein Element je Zeile. Sie kommen über das, womit jeder Teil beginnt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Begin a new attempt</source>
        <translation>Neuen Versuch beginnen</translation>
    </message>
    <message>
        <source>Line {number}: SCORM {standard} has no element “{name}”.</source>
        <translation>Zeile {number}: SCORM {standard} hat kein Element „{name}“.</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>Meinten Sie {name}?</translation>
    </message>
    <message>
        <source>Write element = value, one a line.</source>
        <translation>Schreiben Sie Element = Wert, eines je Zeile.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>SCORM {standard} Edition</source>
        <translation>SCORM {standard} Edition</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>tags {tags}</source>
        <translation>Tags {tags}</translation>
    </message>
    <message>
        <source>changed {when}</source>
        <translation>geändert {when}</translation>
    </message>
    <message>
        <source>1 package</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>{count} packages</source>
        <translation>{count} Pakete</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>LimitsButton</name>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Limited to {rate}</source>
        <translation>Begrenzt auf {rate}</translation>
    </message>
    <message>
        <source>Speed of all uploads</source>
        <translation>Tempo aller Uploads</translation>
    </message>
    <message>
        <source>Files at once: {count}</source>
        <translation>Dateien zugleich: {count}</translation>
    </message>
    <message>
        <source>Parts at once: {count}</source>
        <translation>Teile zugleich: {count}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>This server limits how often it may be asked.</source>
        <translation>Dieser Server begrenzt, wie oft gefragt werden darf.</translation>
    </message>
    <message>
        <source>The list is shown as it was read last, and read anew later. Nothing is wrong.</source>
        <translation>Die Liste steht, wie sie zuletzt gelesen wurde, und wird später neu gelesen. Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>liest…</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} von {all}</translation>
    </message>
    <message>
        <source>{packages} · as of {time}</source>
        <translation>{packages} · Stand {time}</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>… and more: too long to be changed here. All of it is kept.</source>
        <translation>… und mehr: zu lang, um hier geändert zu werden. Alles bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>Lot</name>
    <message>
        <source>Checking…</source>
        <translation>Prüft…</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Einwandfrei</translation>
    </message>
    <message>
        <source>Choose a package…</source>
        <translation>Paket wählen…</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Nothing changed · version {number} of “{title}”</source>
        <translation>Nichts geändert · Version {number} von „{title}“</translation>
    </message>
    <message>
        <source>New version of “{title}”</source>
        <translation>Neue Version von „{title}“</translation>
    </message>
    <message>
        <source>Version {number} of “{title}”</source>
        <translation>Version {number} von „{title}“</translation>
    </message>
    <message>
        <source>Mend it in Uploads first</source>
        <translation>Zuerst unter Uploads beheben</translation>
    </message>
    <message>
        <source>You chose it</source>
        <translation>Von Ihnen gewählt</translation>
    </message>
    <message>
        <source>Also fits: {file}</source>
        <translation>Passt auch: {file}</translation>
    </message>
    <message>
        <source>{count} packages fit</source>
        <translation>{count} Pakete passen</translation>
    </message>
    <message>
        <source>No package fits</source>
        <translation>Kein Paket passt</translation>
    </message>
    <message>
        <source>Chosen for this path before</source>
        <translation>Für diesen Pfad schon so gewählt</translation>
    </message>
    <message>
        <source>The same content is there</source>
        <translation>Derselbe Inhalt ist schon da</translation>
    </message>
    <message>
        <source>Uploaded from this path before</source>
        <translation>Schon von diesem Pfad hochgeladen</translation>
    </message>
    <message>
        <source>Same manifest identifier, and a like course</source>
        <translation>Gleiche Kennung im Manifest, und ein ähnlicher Kurs</translation>
    </message>
    <message>
        <source>Same file name</source>
        <translation>Gleicher Dateiname</translation>
    </message>
    <message>
        <source>1 new version</source>
        <translation>1 neue Version</translation>
    </message>
    <message>
        <source>{count} new versions</source>
        <translation>{count} neue Versionen</translation>
    </message>
    <message>
        <source>1 new package</source>
        <translation>1 neues Paket</translation>
    </message>
    <message>
        <source>{count} new packages</source>
        <translation>{count} neue Pakete</translation>
    </message>
    <message>
        <source>1 unchanged</source>
        <translation>1 unverändert</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} unverändert</translation>
    </message>
    <message>
        <source>1 with problems</source>
        <translation>1 mit Problemen</translation>
    </message>
    <message>
        <source>{count} with problems</source>
        <translation>{count} mit Problemen</translation>
    </message>
    <message>
        <source>1 to be decided</source>
        <translation>1 zu entscheiden</translation>
    </message>
    <message>
        <source>{count} to be decided</source>
        <translation>{count} zu entscheiden</translation>
    </message>
    <message>
        <source>Match files to packages</source>
        <translation>Dateien Paketen zuordnen</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There is no ZIP in “{folder}”.</source>
        <translation>In „{folder}“ ist kein ZIP.</translation>
    </message>
</context>
<context>
    <name>LotModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>will be uploaded</source>
        <translation>wird hochgeladen</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>bleibt hier</translation>
    </message>
</context>
<context>
    <name>LotSheet</name>
    <message>
        <source>Review {count} files before they are uploaded</source>
        <translation>{count} Dateien vor dem Upload durchsehen</translation>
    </message>
    <message>
        <source>Space: upload or not · Enter: another package</source>
        <translation>Leertaste: hochladen oder nicht · Enter: anderes Paket</translation>
    </message>
    <message>
        <source>Take all off the list</source>
        <translation>Alle von der Liste nehmen</translation>
    </message>
    <message>
        <source>The files themselves stay where they are</source>
        <translation>Die Dateien selbst bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Keep in Uploads for later</source>
        <translation>Für später in Uploads behalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Checked {done} of {all}</source>
        <translation>{done} von {all} geprüft</translation>
    </message>
    <message>
        <source>All are checked. They go to “{name}”.</source>
        <translation>Alle sind geprüft. Sie gehen an „{name}“.</translation>
    </message>
    <message>
        <source>Upload 1 as reviewed</source>
        <translation>1 wie durchgesehen hochladen</translation>
    </message>
    <message>
        <source>Upload {count} as reviewed</source>
        <translation>{count} wie durchgesehen hochladen</translation>
    </message>
    <message>
        <source>It waits until all are checked.</source>
        <translation>Es wartet, bis alle geprüft sind.</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Another package…</source>
        <translation>Anderes Paket…</translation>
    </message>
    <message>
        <source>1 upload has begun.</source>
        <translation>1 Upload hat begonnen.</translation>
    </message>
    <message>
        <source>{count} uploads have begun.</source>
        <translation>{count} Uploads haben begonnen.</translation>
    </message>
    <message>
        <source>They wait in Uploads. Nothing was uploaded.</source>
        <translation>Sie warten unter Uploads. Nichts wurde hochgeladen.</translation>
    </message>
</context>
<context>
    <name>LotTable</name>
    <message>
        <source>Files and what they become</source>
        <translation>Dateien und was aus ihnen wird</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The window is still opening.</source>
        <translation>Das Fenster öffnet sich noch.</translation>
    </message>
    <message>
        <source>Save as view…</source>
        <translation>Als Ansicht speichern…</translation>
    </message>
    <message>
        <source>AllureConnect Desktop</source>
        <translation>AllureConnect Desktop</translation>
    </message>
    <message>
        <source>Select a package in the Library first.</source>
        <translation>Wählen Sie zuerst ein Paket in der Bibliothek.</translation>
    </message>
    <message>
        <source>Close the dialog first.</source>
        <translation>Schließen Sie zuerst den Dialog.</translation>
    </message>
    <message>
        <source>Close the dialog first</source>
        <translation>Zuerst den Dialog schließen</translation>
    </message>
    <message>
        <source>Added to Uploads, for “{name}”</source>
        <translation>Zu Uploads hinzugefügt, für „{name}“</translation>
    </message>
    <message>
        <source>The sandbox did not start.</source>
        <translation>Die Sandbox ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>ManageSheet</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>In this order they stand in the switcher.</source>
        <translation>In dieser Reihenfolge stehen sie im Umschalter.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Add a connection…</source>
        <translation>Verbindung hinzufügen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ManagedRow</name>
    <message>
        <source>Make default</source>
        <translation>Als Standard</translation>
    </message>
    <message>
        <source>Make “{name}” the default connection</source>
        <translation>„{name}“ zur Standardverbindung machen</translation>
    </message>
    <message>
        <source>Used where none is named: on the command line, at the start</source>
        <translation>Gilt, wo keine genannt ist: auf der Kommandozeile und beim Start</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Move “{name}” up</source>
        <translation>„{name}“ nach oben</translation>
    </message>
    <message>
        <source>Move “{name}” down</source>
        <translation>„{name}“ nach unten</translation>
    </message>
    <message>
        <source>Edit “{name}”, or replace its key</source>
        <translation>„{name}“ bearbeiten oder ihren Schlüssel ersetzen</translation>
    </message>
    <message>
        <source>Remove “{name}” with its key</source>
        <translation>„{name}“ samt Schlüssel entfernen</translation>
    </message>
    <message>
        <source>tenant {id}</source>
        <translation>Mandant {id}</translation>
    </message>
    <message>
        <source>may only read</source>
        <translation>darf nur lesen</translation>
    </message>
</context>
<context>
    <name>ManifestView</name>
    <message>
        <source>Find in the manifest</source>
        <translation>Im Manifest suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Reading the manifest…</source>
        <translation>Liest das Manifest…</translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml in this ZIP.</source>
        <translation>In diesem ZIP ist keine imsmanifest.xml.</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} Zeilen</translation>
    </message>
    <message>
        <source>Lines {first} to {last} of {count}; find looks through all</source>
        <translation>Zeilen {first} bis {last} von {count}; die Suche geht durch alle</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>Mended</name>
    <message>
        <source>A fixed copy is used; your file is not touched</source>
        <translation>Eine behobene Kopie wird genommen; Ihre Datei bleibt unberührt</translation>
    </message>
    <message>
        <source>Undo the fix</source>
        <translation>Beheben rückgängig machen</translation>
    </message>
</context>
<context>
    <name>Mender</name>
    <message>
        <source>The fix is undone. The copy was removed, your file is as it was</source>
        <translation>Das Beheben ist rückgängig gemacht. Die Kopie ist entfernt, Ihre Datei ist, wie sie war</translation>
    </message>
    <message>
        <source>1 fix</source>
        <translation>1 Korrektur</translation>
    </message>
    <message>
        <source>{count} fixes</source>
        <translation>{count} Korrekturen</translation>
    </message>
    <message>
        <source>{fixes} in a copy: {file}. Your file is not touched</source>
        <translation>{fixes} in einer Kopie: {file}. Ihre Datei bleibt unberührt</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Nothing could be mended in this file as it is now. Check it again to see what it holds</source>
        <translation>In dieser Datei war, so wie sie jetzt ist, nichts zu beheben. Prüfen Sie neu, um zu sehen, was sie enthält</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written, your file is as it was</source>
        <translation>Abgebrochen. Nichts wurde geschrieben, Ihre Datei ist, wie sie war</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>What it can come from</source>
        <translation>Woher es kommen kann</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Was hilft</translation>
    </message>
</context>
<context>
    <name>Metadata</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>True or false</source>
        <translation>Wahr oder falsch</translation>
    </message>
    <message>
        <source>Empty (null)</source>
        <translation>Leer (null)</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>is no number. Write it with a point, such as 12 or 0.5.</source>
        <translation>ist keine Zahl. Schreiben Sie sie mit Punkt, etwa 12 oder 0.5.</translation>
    </message>
    <message>
        <source>is neither true nor false.</source>
        <translation>ist weder true noch false.</translation>
    </message>
    <message>
        <source>is no object. Write it as JSON, such as {"level": 2}.</source>
        <translation>ist kein Objekt. Schreiben Sie es als JSON, etwa {"level": 2}.</translation>
    </message>
    <message>
        <source>is no list. Write it as JSON, such as ["a", "b"].</source>
        <translation>ist keine Liste. Schreiben Sie sie als JSON, etwa ["a", "b"].</translation>
    </message>
</context>
<context>
    <name>MetadataGrid</name>
    <message>
        <source>Add a key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Show more keys ({count})</source>
        <translation>Weitere Schlüssel zeigen ({count})</translation>
    </message>
    <message>
        <source>The key “{key}” stands there twice. Rename or remove one.</source>
        <translation>Den Schlüssel „{key}“ gibt es zweimal. Benennen Sie einen um, oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>The value of “{key}” {problem}</source>
        <translation>Der Wert von „{key}“ {problem}</translation>
    </message>
    <message>
        <source>A value has no key any more. Name it, or remove it.</source>
        <translation>Ein Wert hat keinen Schlüssel mehr. Benennen Sie ihn, oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>Bring back {keys}</source>
        <translation>{keys} zurückholen</translation>
    </message>
</context>
<context>
    <name>MetadataPair</name>
    <message>
        <source>the new key</source>
        <translation>des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Type of {key}</source>
        <translation>Typ von {key}</translation>
    </message>
    <message>
        <source>Undo the change of {key}</source>
        <translation>Änderung von {key} rückgängig machen</translation>
    </message>
    <message>
        <source>Remove {key}</source>
        <translation>{key} entfernen</translation>
    </message>
    <message>
        <source>Value of {key}</source>
        <translation>Wert von {key}</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Share of the limit</source>
        <translation>Anteil an der Grenze</translation>
    </message>
</context>
<context>
    <name>NewVersion</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Launch file</source>
        <translation>Startdatei</translation>
    </message>
    <message>
        <source>Items (SCOs)</source>
        <translation>Elemente (SCOs)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>ZIP size</source>
        <translation>ZIP-Größe</translation>
    </message>
    <message>
        <source>one replaced</source>
        <translation>eines ersetzt</translation>
    </message>
    <message>
        <source>{count} replaced</source>
        <translation>{count} ersetzt</translation>
    </message>
    <message>
        <source>one new</source>
        <translation>eines neu</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>one gone</source>
        <translation>eines fehlt</translation>
    </message>
    <message>
        <source>{count} gone</source>
        <translation>{count} fehlen</translation>
    </message>
    <message>
        <source>The item “{title}” is gone, so its stored progress has no place to return to.</source>
        <translation>Das Element „{title}“ fehlt, sein gespeicherter Fortschritt hat also keinen Ort mehr.</translation>
    </message>
    <message>
        <source>“{first}” and {count} more</source>
        <translation>„{first}“ und {count} mehr</translation>
    </message>
    <message>
        <source>{items} are gone, so their stored progress has no place to return to.</source>
        <translation>{items} fehlen, ihr gespeicherter Fortschritt hat also keinen Ort mehr.</translation>
    </message>
    <message>
        <source>It has {new} items where the current version has {old}.</source>
        <translation>Sie hat {new} Elemente, die aktuelle Version hat {old}.</translation>
    </message>
    <message>
        <source>It changes from SCORM {old} to {new}, which keeps a learner's progress in another form.</source>
        <translation>Sie wechselt von SCORM {old} zu {new}, das den Fortschritt der Lernenden anders speichert.</translation>
    </message>
</context>
<context>
    <name>NewVersionSheet</name>
    <message>
        <source>New version of “{title}”</source>
        <translation>Neue Version von „{title}“</translation>
    </message>
    <message>
        <source>Note for this version, for the whole team</source>
        <translation>Notiz zu dieser Version, für das ganze Team</translation>
    </message>
    <message>
        <source>Note for this version, kept on this computer</source>
        <translation>Notiz zu dieser Version, auf diesem Computer</translation>
    </message>
    <message>
        <source>Note for this version</source>
        <translation>Notiz zu dieser Version</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details…</translation>
    </message>
    <message>
        <source>Tags, description and duration to set once it is live</source>
        <translation>Tags, Beschreibung und Dauer, die gesetzt werden, sobald es live ist</translation>
    </message>
    <message>
        <source>Let the server check it first</source>
        <translation>Zuerst vom Server prüfen lassen</translation>
    </message>
    <message>
        <source>Uploads all of it; the server checks it and nothing becomes visible until you go on.</source>
        <translation>Lädt alles hoch; der Server prüft es, und nichts wird sichtbar, bis Sie weitermachen.</translation>
    </message>
    <message>
        <source>Upload as a new package instead</source>
        <translation>Stattdessen als neues Paket hochladen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>On the server · version {number}</source>
        <translation>Auf dem Server · Version {number}</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>This file · will be version {number}</source>
        <translation>Diese Datei · wird Version {number}</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
    <message>
        <source>Upload as version {number}</source>
        <translation>Als Version {number} hochladen</translation>
    </message>
    <message>
        <source>Upload as a new version</source>
        <translation>Als neue Version hochladen</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Prüft die Datei…</translation>
    </message>
    <message>
        <source>Version {number} on the server</source>
        <translation>Version {number} auf dem Server</translation>
    </message>
    <message>
        <source>{version}, uploaded {when}</source>
        <translation>{version}, hochgeladen {when}</translation>
    </message>
    <message>
        <source>{file}, saved {when}</source>
        <translation>{file}, gespeichert {when}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>See the findings in Uploads</source>
        <translation>Befunde unter Uploads ansehen</translation>
    </message>
    <message>
        <source>Upload anyway as version {number}</source>
        <translation>Trotzdem als Version {number} hochladen</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>Trotzdem hochladen</translation>
    </message>
    <message>
        <source>Nothing changed since version {number}</source>
        <translation>Seit Version {number} nichts geändert</translation>
    </message>
    <message>
        <source>This file is the same, byte for byte, as the current version on the server.</source>
        <translation>Diese Datei ist Byte für Byte die aktuelle Version auf dem Server.</translation>
    </message>
    <message>
        <source>The ZIP was written anew, but every file in it is the same as in the current version.</source>
        <translation>Das ZIP wurde neu geschrieben, aber jede Datei darin ist wie in der aktuellen Version.</translation>
    </message>
    <message>
        <source>Learners who are half way may lose their bookmark and score</source>
        <translation>Wer mitten im Kurs ist, verliert vielleicht Lesezeichen und Punkte</translation>
    </message>
    <message>
        <source>Running sessions may stay on the current version.</source>
        <translation>Laufende Sitzungen bleiben vielleicht bei der aktuellen Version.</translation>
    </message>
    <message>
        <source>Details ✓</source>
        <translation>Details ✓</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>“{title}” needs your attention</source>
        <translation>„{title}“ braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} uploads need your attention</source>
        <translation>{count} Uploads brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>“{title}” is live</source>
        <translation>„{title}“ ist live</translation>
    </message>
    <message>
        <source>{count} packages are live</source>
        <translation>{count} Pakete sind live</translation>
    </message>
    <message>
        <source>1 package is live.</source>
        <translation>1 Paket ist live.</translation>
    </message>
    <message>
        <source>{count} packages are live.</source>
        <translation>{count} Pakete sind live.</translation>
    </message>
    <message>
        <source>1 upload needs your attention.</source>
        <translation>1 Upload braucht Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>{count} uploads need your attention.</source>
        <translation>{count} Uploads brauchen Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>The uploads have ended</source>
        <translation>Die Uploads sind zu Ende</translation>
    </message>
    <message>
        <source>All uploads are done</source>
        <translation>Alle Uploads sind fertig</translation>
    </message>
</context>
<context>
    <name>NextAct</name>
    <message>
        <source>Upload…</source>
        <translation>Hochladen…</translation>
    </message>
    <message>
        <source>Show in Uploads</source>
        <translation>In Uploads zeigen</translation>
    </message>
    <message>
        <source>Upload as version {number}</source>
        <translation>Als Version {number} hochladen</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>Note of version {number}</source>
        <translation>Notiz zu Version {number}</translation>
    </message>
    <message>
        <source>Note for this version, for the whole team</source>
        <translation>Notiz zu dieser Version, für das ganze Team</translation>
    </message>
    <message>
        <source>Note for this version, kept on this computer</source>
        <translation>Notiz zu dieser Version, auf diesem Computer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Notiz speichern</translation>
    </message>
    <message>
        <source>The note is kept here, but the team does not see it yet. {why}</source>
        <translation>Die Notiz ist hier gespeichert, aber das Team sieht sie noch nicht. {why}</translation>
    </message>
</context>
<context>
    <name>NothingHere</name>
    <message>
        <source>No package matches {filters}</source>
        <translation>Kein Paket passt zu {filters}</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>The list of this connection was never read.</source>
        <translation>Die Liste dieser Verbindung wurde noch nie gelesen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>No packages here yet. Drop SCORM ZIPs anywhere in this window.</source>
        <translation>Noch keine Pakete. Legen Sie SCORM-ZIPs irgendwo in diesem Fenster ab.</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
</context>
<context>
    <name>PackageChooser</name>
    <message>
        <source>Search a package</source>
        <translation>Paket suchen</translation>
    </message>
    <message>
        <source>Title, file or id</source>
        <translation>Titel, Datei oder Id</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
</context>
<context>
    <name>PackagePanel</name>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Select a package to see its versions and details.</source>
        <translation>Wählen Sie ein Paket, um Versionen und Details zu sehen.</translation>
    </message>
    <message>
        <source>Parts of the package</source>
        <translation>Teile des Pakets</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>More for this package</source>
        <translation>Mehr zu diesem Paket</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Launch address</source>
        <translation>Startadresse</translation>
    </message>
    <message>
        <source>Copy the launch address</source>
        <translation>Startadresse kopieren</translation>
    </message>
</context>
<context>
    <name>PackageTable</name>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Bytes</translation>
    </message>
</context>
<context>
    <name>PackageView</name>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>{act}: “{title}”</source>
        <translation>{act}: „{title}“</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>It is shown already.</source>
        <translation>Es wird schon gezeigt.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>Gespeicherte Ansicht</translation>
    </message>
    <message>
        <source>Tag · {count}</source>
        <translation>Tag · {count}</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Search commands, packages, settings, connections</source>
        <translation>Befehle, Pakete, Einstellungen, Verbindungen suchen</translation>
    </message>
    <message>
        <source>&gt; actions   # tags   @ connections   ·   ↑ ↓ choose   ·   Enter does it   ·   Esc closes</source>
        <translation>&gt; Befehle   # Tags   @ Verbindungen   ·   ↑ ↓ wählen   ·   Enter führt aus   ·   Esc schließt</translation>
    </message>
    <message>
        <source>Close the palette first.</source>
        <translation>Schließen Sie zuerst die Palette.</translation>
    </message>
    <message>
        <source>Looking through the packages…</source>
        <translation>Sieht die Pakete durch…</translation>
    </message>
    <message>
        <source>Nothing matches “{text}”.</source>
        <translation>Nichts passt zu „{text}“.</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Uploads below</source>
        <translation>Uploads unten</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
</context>
<context>
    <name>PartsMap</name>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
</context>
<context>
    <name>PartsView</name>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
</context>
<context>
    <name>Performer</name>
    <message>
        <source>“{title}” has another place in the queue</source>
        <translation>„{title}“ hat einen anderen Platz in der Reihe</translation>
    </message>
    <message>
        <source>Copied: what happened to “{title}”</source>
        <translation>Kopiert: was mit „{title}“ geschah</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
    <message>
        <source>Upload it with its problems?</source>
        <translation>Mit seinen Problemen hochladen?</translation>
    </message>
    <message>
        <source>The check found 1 problem. The server may refuse the file, or learners may not be able to run it.</source>
        <translation>Die Prüfung fand 1 Problem. Der Server lehnt die Datei vielleicht ab, oder Lernende können sie nicht ausführen.</translation>
    </message>
    <message>
        <source>The check found {count} problems. The server may refuse the file, or learners may not be able to run it.</source>
        <translation>Die Prüfung fand {count} Probleme. Der Server lehnt die Datei vielleicht ab, oder Lernende können sie nicht ausführen.</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>Trotzdem hochladen</translation>
    </message>
    <message>
        <source>Stopped “{title}”. What is uploaded stays until you remove it</source>
        <translation>„{title}“ gestoppt. Was hochgeladen ist, bleibt, bis Sie es entfernen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Remove it from the list?</source>
        <translation>Aus der Liste entfernen?</translation>
    </message>
    <message>
        <source>{size} already uploaded would have to be uploaded again. The file on this computer stays.</source>
        <translation>{size} sind schon hochgeladen und müssten noch einmal hochgeladen werden. Die Datei auf diesem Computer bleibt.</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Removed “{title}” from the list</source>
        <translation>„{title}“ aus der Liste entfernt</translation>
    </message>
    <message>
        <source>Where is {file} now?</source>
        <translation>Wo ist {file} jetzt?</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip)</source>
        <translation>SCORM-Pakete (*.zip)</translation>
    </message>
</context>
<context>
    <name>PlanSheet</name>
    <message>
        <source>Changes in the fixed copy</source>
        <translation>Änderungen in der behobenen Kopie</translation>
    </message>
    <message>
        <source>It is a new ZIP; your file is not touched:</source>
        <translation>Es ist ein neues ZIP; Ihre Datei bleibt unberührt:</translation>
    </message>
    <message>
        <source>The copy is checked again. What shows only then is told, and nothing else is changed unseen.</source>
        <translation>Die Kopie wird neu geprüft. Was erst dann sichtbar wird, wird gemeldet, und nichts sonst wird ungesehen geändert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Fix and review…</source>
        <translation>Beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix and upload</source>
        <translation>Beheben und hochladen</translation>
    </message>
    <message>
        <source>Make 1 change</source>
        <translation>1 Änderung vornehmen</translation>
    </message>
    <message>
        <source>Make {count} changes</source>
        <translation>{count} Änderungen vornehmen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>From this file · {file}</source>
        <translation>Aus dieser Datei · {file}</translation>
    </message>
    <message>
        <source>Version {number} as it was uploaded · {file}</source>
        <translation>Version {number}, wie hochgeladen · {file}</translation>
    </message>
    <message>
        <source>Course size</source>
        <translation>Größe des Kurses</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Fit the window</source>
        <translation>Ins Fenster einpassen</translation>
    </message>
    <message>
        <source>not attempted</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>browsed</source>
        <translation>durchgeblättert</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The course's rules do not let a learner choose it now.</source>
        <translation>Die Regeln des Kurses lassen Lernende ihn jetzt nicht wählen.</translation>
    </message>
    <message>
        <source>{score} of 100</source>
        <translation>{score} von 100</translation>
    </message>
    <message>
        <source>Nothing is recorded: the course was browsed, without credit.</source>
        <translation>Nichts wird aufgezeichnet: Der Kurs wurde ohne Wertung durchgeblättert.</translation>
    </message>
    <message>
        <source>Nothing is recorded: the last attempt was reviewed, and stays as it is.</source>
        <translation>Nichts wird aufgezeichnet: Der letzte Versuch wurde angesehen und bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>The course made the web view crash.</source>
        <translation>Der Kurs hat die Webansicht zum Absturz gebracht.</translation>
    </message>
    <message>
        <source>The page's process ended with code {code}.</source>
        <translation>Der Prozess der Seite endete mit Code {code}.</translation>
    </message>
    <message>
        <source>Reload it. What the course had committed until then is kept.</source>
        <translation>Laden Sie neu. Was der Kurs bis dahin gesichert hat, bleibt.</translation>
    </message>
    <message>
        <source>The course does not answer any more.</source>
        <translation>Der Kurs antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>One of its scripts has been running in circles for 15 seconds.</source>
        <translation>Eines seiner Skripte läuft seit 15 Sekunden im Kreis.</translation>
    </message>
    <message>
        <source>Reload it: the script is stopped. What was committed until then is kept.</source>
        <translation>Laden Sie neu: Das Skript wird angehalten. Was bis dahin gesichert wurde, bleibt.</translation>
    </message>
    <message>
        <source>The page has stayed empty for 10 seconds.</source>
        <translation>Die Seite ist seit 10 Sekunden leer.</translation>
    </message>
    <message>
        <source>The course has not started in this web view; Console and Requests may say why.</source>
        <translation>Der Kurs ist in dieser Webansicht nicht gestartet; Konsole und Anfragen sagen vielleicht, warum.</translation>
    </message>
    <message>
        <source>Reload it, or open it in your browser.</source>
        <translation>Laden Sie sie neu, oder öffnen Sie sie im Browser.</translation>
    </message>
    <message>
        <source>The page could not be loaded.</source>
        <translation>Die Seite konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The web view says: {cause}.</source>
        <translation>Die Webansicht sagt: {cause}.</translation>
    </message>
</context>
<context>
    <name>PreviewActs</name>
    <message>
        <source>The course has not ended yet</source>
        <translation>Der Kurs ist noch nicht zu Ende</translation>
    </message>
    <message>
        <source>It was asked to {seconds} seconds ago and does not answer.</source>
        <translation>Er wurde vor {seconds} Sekunden darum gebeten und antwortet nicht.</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>The course plays in your browser</source>
        <translation>Der Kurs läuft in Ihrem Browser</translation>
    </message>
    <message>
        <source>Its calls, data and requests stand here at the right, as before.</source>
        <translation>Seine Aufrufe, Daten und Anfragen stehen wie zuvor hier rechts.</translation>
    </message>
    <message>
        <source>The link opens one browser, once, within a minute.</source>
        <translation>Der Link öffnet einen Browser, einmal, innerhalb einer Minute.</translation>
    </message>
    <message>
        <source>Play it here again</source>
        <translation>Wieder hier spielen</translation>
    </message>
    <message>
        <source>Open in browser again</source>
        <translation>Wieder im Browser öffnen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
</context>
<context>
    <name>PreviewHead</name>
    <message>
        <source>Show or hide the structure</source>
        <translation>Struktur ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Behave like: {value}</source>
        <translation>Verhalten wie: {value}</translation>
    </message>
    <message>
        <source>Window {value}</source>
        <translation>Fenster {value}</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>Exit course</source>
        <translation>Kurs verlassen</translation>
    </message>
    <message>
        <source>Play it in your own browser; the inspector stays here</source>
        <translation>Im eigenen Browser spielen; der Inspektor bleibt hier</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor ein- oder ausblenden</translation>
    </message>
    <message>
        <source>as large as possible</source>
        <translation>so groß wie möglich</translation>
    </message>
</context>
<context>
    <name>PreviewMenu</name>
    <message>
        <source>Suspend and leave</source>
        <translation>Unterbrechen und verlassen</translation>
    </message>
    <message>
        <source>Resume the last attempt</source>
        <translation>Letzten Versuch fortsetzen</translation>
    </message>
    <message>
        <source>End this part</source>
        <translation>Diesen Teil beenden</translation>
    </message>
    <message>
        <source>Abandon this part</source>
        <translation>Diesen Teil abbrechen</translation>
    </message>
    <message>
        <source>Normal, for credit</source>
        <translation>Normal, mit Wertung</translation>
    </message>
    <message>
        <source>Browse, without credit</source>
        <translation>Blättern, ohne Wertung</translation>
    </message>
    <message>
        <source>Review the last attempt</source>
        <translation>Letzten Versuch ansehen</translation>
    </message>
    <message>
        <source>Go on by itself when a part ends</source>
        <translation>Von selbst weiter, wenn ein Teil endet</translation>
    </message>
    <message>
        <source>Learner and initial data…</source>
        <translation>Lernende und Anfangsdaten…</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>Netz erlauben</translation>
    </message>
    <message>
        <source>Play in your own browser</source>
        <translation>Im eigenen Browser spielen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Summary of the attempt so far</source>
        <translation>Zusammenfassung des bisherigen Versuchs</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>PreviewNotices</name>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>The course wanted to leave this page</source>
        <translation>Der Kurs wollte diese Seite verlassen</translation>
    </message>
    <message>
        <source>In an LMS the course would be gone and its last data with it. It was kept here.</source>
        <translation>In einem LMS wäre der Kurs weg und seine letzten Daten mit ihm. Er wurde hier gehalten.</translation>
    </message>
    <message>
        <source>It asked for {address}, which would replace the LMS. It was kept here.</source>
        <translation>Er rief {address} auf, was das LMS ersetzt hätte. Er wurde hier gehalten.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>The course opens one window after the other</source>
        <translation>Der Kurs öffnet ein Fenster nach dem anderen</translation>
    </message>
    <message>
        <source>No more are shown. Close some of them first, or reload the course.</source>
        <translation>Weitere werden nicht gezeigt. Schließen Sie erst einige, oder laden Sie den Kurs neu.</translation>
    </message>
    <message>
        <source>This view cannot play this video format</source>
        <translation>Diese Ansicht kann das Videoformat nicht abspielen</translation>
    </message>
    <message>
        <source>Your browser most likely plays it.</source>
        <translation>Ihr Browser spielt es sehr wahrscheinlich ab.</translation>
    </message>
    <message>
        <source>Show the requests</source>
        <translation>Anfragen zeigen</translation>
    </message>
    <message>
        <source>Save what the course prints</source>
        <translation>Speichern, was der Kurs druckt</translation>
    </message>
    <message>
        <source>The course wants to print</source>
        <translation>Der Kurs möchte drucken</translation>
    </message>
    <message>
        <source>An LMS shows the dialog of the learner's browser.</source>
        <translation>Ein LMS zeigt den Dialog des Browsers der Lernenden.</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>The course hands over one file after the other</source>
        <translation>Der Kurs gibt eine Datei nach der anderen heraus</translation>
    </message>
    <message>
        <source>“{name}” was not saved. Reload the course to be asked again.</source>
        <translation>„{name}“ wurde nicht gespeichert. Laden Sie den Kurs neu, um wieder gefragt zu werden.</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>The course asked for {what}. A preview denies it; an LMS leaves it to the learner.</source>
        <translation>Der Kurs bat um {what}. Eine Vorschau verweigert es; ein LMS überlässt es den Lernenden.</translation>
    </message>
    <message>
        <source>the microphone</source>
        <translation>das Mikrofon</translation>
    </message>
    <message>
        <source>the camera</source>
        <translation>die Kamera</translation>
    </message>
    <message>
        <source>camera and microphone</source>
        <translation>Kamera und Mikrofon</translation>
    </message>
    <message>
        <source>a picture of the screen</source>
        <translation>ein Bild des Bildschirms</translation>
    </message>
    <message>
        <source>picture and sound of the screen</source>
        <translation>Bild und Ton des Bildschirms</translation>
    </message>
    <message>
        <source>the pointer for itself</source>
        <translation>den Mauszeiger für sich</translation>
    </message>
    <message>
        <source>the right to show notifications</source>
        <translation>das Recht, Mitteilungen zu zeigen</translation>
    </message>
    <message>
        <source>the learner's place</source>
        <translation>den Ort der Lernenden</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>die Zwischenablage</translation>
    </message>
    <message>
        <source>the fonts of this computer</source>
        <translation>die Schriften dieses Computers</translation>
    </message>
    <message>
        <source>{host} asked for a name and a password; a preview gives none.</source>
        <translation>{host} fragte nach Name und Kennwort; eine Vorschau gibt keine.</translation>
    </message>
    <message>
        <source>The course asked for a file of this computer; it gets what is chosen, as in an LMS.</source>
        <translation>Der Kurs bat um eine Datei dieses Computers; er bekommt die gewählte, wie in einem LMS.</translation>
    </message>
    <message>
        <source>Choose a file for the course</source>
        <translation>Datei für den Kurs wählen</translation>
    </message>
    <message>
        <source>The course says</source>
        <translation>Der Kurs sagt</translation>
    </message>
    <message>
        <source>Show no more messages of this page</source>
        <translation>Keine Meldungen dieser Seite mehr zeigen</translation>
    </message>
    <message>
        <source>The course asks</source>
        <translation>Der Kurs fragt</translation>
    </message>
</context>
<context>
    <name>PreviewSettings</name>
    <message>
        <source>Offline: what a course wants from outside is blocked and named</source>
        <translation>Offline: Was ein Kurs von außen will, wird gesperrt und genannt</translation>
    </message>
    <message>
        <source>Online: a course may load from outside</source>
        <translation>Online: Ein Kurs darf von außen laden</translation>
    </message>
    <message>
        <source>As the system does that it behaves like</source>
        <translation>Wie das System, als das sie sich verhält</translation>
    </message>
    <message>
        <source>The next part follows by itself</source>
        <translation>Der nächste Teil folgt von selbst</translation>
    </message>
    <message>
        <source>The learner chooses the next part</source>
        <translation>Der Lernende wählt den nächsten Teil</translation>
    </message>
    <message>
        <source>Behaviour</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>Behave like</source>
        <translation>Verhalten wie</translation>
    </message>
    <message>
        <source>After a part of SCORM 1.2 ends</source>
        <translation>Wenn ein Teil in SCORM 1.2 endet</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Size of the course</source>
        <translation>Größe des Kurses</translation>
    </message>
    <message>
        <source>as the course wants it; or de, en-GB …</source>
        <translation>wie der Kurs es will; oder de, en-GB …</translation>
    </message>
    <message>
        <source>Learner</source>
        <translation>Lernende</translation>
    </message>
    <message>
        <source>Learner's name</source>
        <translation>Name der Lernenden</translation>
    </message>
    <message>
        <source>Learner's id</source>
        <translation>Id der Lernenden</translation>
    </message>
    <message>
        <source>Learner's language</source>
        <translation>Sprache der Lernenden</translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message>
        <source>Plays from the ZIP on this computer. Nothing is uploaded; no launch is counted.</source>
        <translation>Läuft aus dem ZIP auf diesem Computer. Nichts wird hochgeladen, kein Start gezählt.</translation>
    </message>
    <message>
        <source>Opening {file}</source>
        <translation>Öffnet {file}</translation>
    </message>
    <message>
        <source>The course could not be opened.</source>
        <translation>Der Kurs konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>QuestionSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Uploads are still on their way</source>
        <translation>Es sind noch Uploads unterwegs</translation>
    </message>
    <message>
        <source>They can go on in the background, or at the next start. Nothing is lost either way.</source>
        <translation>Sie können im Hintergrund weiterlaufen oder beim nächsten Start. Verloren geht so oder so nichts.</translation>
    </message>
    <message>
        <source>Nothing is lost: what the server has stays there, and they go on at the next start.</source>
        <translation>Nichts geht verloren: Was auf dem Server ist, bleibt dort, und beim nächsten Start geht es weiter.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so there would be no way back to a window that goes on unseen. Minimise it instead to let them go on.</source>
        <translation>Dieser Desktop hat keine Ablage für Symbole, es gäbe also keinen Weg zurück zu einem Fenster, das ungesehen weiterläuft. Verkleinern Sie es stattdessen, dann laufen die Uploads weiter.</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Quit, go on at the next start</source>
        <translation>Beenden, beim nächsten Start weiter</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weiter</translation>
    </message>
</context>
<context>
    <name>QuotaBar</name>
    <message>
        <source>Nothing more fits: the server refuses uploads until something is deleted.</source>
        <translation>Mehr passt nicht: Der Server lehnt Uploads ab, bis etwas gelöscht wird.</translation>
    </message>
    <message>
        <source>{percent} % used. When it is full the server refuses uploads.</source>
        <translation>{percent} % belegt. Ist er voll, lehnt der Server Uploads ab.</translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>RecordView</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>Remove “{name}” with its key?</source>
        <translation>„{name}“ samt Schlüssel entfernen?</translation>
    </message>
    <message>
        <source>The key is deleted from this computer's keyring. The packages on the server stay.</source>
        <translation>Der Schlüssel wird aus dem Schlüsselbund dieses Computers gelöscht. Die Pakete auf dem Server bleiben.</translation>
    </message>
    <message>
        <source>1 upload to it is not finished. It stops, and stays in Uploads.</source>
        <translation>1 Upload dorthin ist nicht fertig. Er stoppt und bleibt unter Uploads.</translation>
    </message>
    <message>
        <source>{count} uploads to it are not finished. They stop, and stay in Uploads.</source>
        <translation>{count} Uploads dorthin sind nicht fertig. Sie stoppen und bleiben unter Uploads.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Removed the connection “{name}”</source>
        <translation>Verbindung „{name}“ entfernt</translation>
    </message>
</context>
<context>
    <name>ReplaceKeySheet</name>
    <message>
        <source>Replace the key of “{name}”</source>
        <translation>Schlüssel von „{name}“ ersetzen</translation>
    </message>
    <message>
        <source>{host}, tenant {id}</source>
        <translation>{host}, Mandant {id}</translation>
    </message>
    <message>
        <source>The new key is tested before it takes the place of the old one. What waits for it goes on by itself.</source>
        <translation>Der neue Schlüssel wird getestet, bevor er den alten ablöst. Was auf ihn wartet, geht von selbst weiter.</translation>
    </message>
    <message>
        <source>New API key</source>
        <translation>Neuer API-Schlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Replace it all the same</source>
        <translation>Trotzdem ersetzen</translation>
    </message>
    <message>
        <source>Test and replace</source>
        <translation>Testen und ersetzen</translation>
    </message>
    <message>
        <source>The key is missing.</source>
        <translation>Der Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>Enter the new API key of this server.</source>
        <translation>Geben Sie den neuen API-Schlüssel dieses Servers ein.</translation>
    </message>
    <message>
        <source>The old key is still kept. The new one did not pass.</source>
        <translation>Der alte Schlüssel bleibt. Der neue hat nicht bestanden.</translation>
    </message>
    <message>
        <source>Replaced the key of “{name}”</source>
        <translation>Schlüssel von „{name}“ ersetzt</translation>
    </message>
    <message>
        <source>Replaced the key of “{name}”. No keyring answers: it is kept until you quit</source>
        <translation>Schlüssel von „{name}“ ersetzt. Kein Schlüsselbund antwortet: Er bleibt, bis Sie beenden</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Parts of the report</source>
        <translation>Teile des Berichts</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
</context>
<context>
    <name>RequestTable</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>{path}   the package has {near}</source>
        <translation>{path}   das Paket hat {near}</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>This file is not in the package.</source>
        <translation>Diese Datei ist nicht im Paket.</translation>
    </message>
    <message>
        <source>Upper and lower case differ: the package has {near}. Servers take these for two files.</source>
        <translation>Groß- und Kleinschreibung weichen ab: Das Paket hat {near}. Für Server sind das zwei Dateien.</translation>
    </message>
    <message>
        <source>Blocked: offline, a preview reaches nothing but the package.</source>
        <translation>Blockiert: Offline erreicht eine Vorschau nichts als das Paket.</translation>
    </message>
</context>
<context>
    <name>RequestsPane</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Filter requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Each file that the course asks for stands here.</source>
        <translation>Hier steht jede Datei, nach der der Kurs fragt.</translation>
    </message>
    <message>
        <source>Shut off the network</source>
        <translation>Netz sperren</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>Netz erlauben</translation>
    </message>
    <message>
        <source>Online: the course may reach the Internet, as in an LMS.</source>
        <translation>Online: Der Kurs darf ins Internet, wie in einem LMS.</translation>
    </message>
    <message>
        <source>{hosts} and {count} more</source>
        <translation>{hosts} und {count} mehr</translation>
    </message>
    <message>
        <source>Offline: the course wanted something from {places}. In an LMS it would ask for it.</source>
        <translation>Offline: Der Kurs wollte etwas von {places}. In einem LMS würde er danach fragen.</translation>
    </message>
    <message>
        <source>Offline: nothing but the package can be reached.</source>
        <translation>Offline: Nichts als das Paket ist erreichbar.</translation>
    </message>
</context>
<context>
    <name>RiskBand</name>
    <message>
        <source>Show in Structure</source>
        <translation>In der Struktur zeigen</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}: {why}</translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message>
        <source>It is being worked on. Stop it first.</source>
        <translation>Er ist in Arbeit. Stoppen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>Preview the file</source>
        <translation>Datei in der Vorschau</translation>
    </message>
    <message>
        <source>Upload the file</source>
        <translation>Datei hochladen</translation>
    </message>
    <message>
        <source>Pause or resume the upload</source>
        <translation>Upload anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Stop the upload</source>
        <translation>Upload stoppen</translation>
    </message>
    <message>
        <source>Check the file again</source>
        <translation>Datei neu prüfen</translation>
    </message>
    <message>
        <source>Upload first</source>
        <translation>Zuerst hochladen</translation>
    </message>
    <message>
        <source>Remove the upload from the list</source>
        <translation>Upload aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Datei zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>Show what was found</source>
        <translation>Befunde zeigen</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy the row for support</source>
        <translation>Zeile für den Support kopieren</translation>
    </message>
    <message>
        <source>Upload one place earlier</source>
        <translation>Eine Stelle früher hochladen</translation>
    </message>
    <message>
        <source>Upload one place later</source>
        <translation>Eine Stelle später hochladen</translation>
    </message>
    <message>
        <source>Select an upload first.</source>
        <translation>Wählen Sie zuerst einen Upload.</translation>
    </message>
    <message>
        <source>The file of this row cannot be played here.</source>
        <translation>Die Datei dieser Zeile lässt sich hier nicht abspielen.</translation>
    </message>
    <message>
        <source>This upload is over.</source>
        <translation>Dieser Upload ist vorbei.</translation>
    </message>
    <message>
        <source>Everything is at the server: what it does there cannot be stopped.</source>
        <translation>Alles ist beim Server: Was er dort tut, lässt sich nicht anhalten.</translation>
    </message>
    <message>
        <source>This upload waits for nothing: it goes on, or something else has to be done first.</source>
        <translation>Dieser Upload wartet auf nichts: Er läuft, oder zuerst ist etwas anderes zu tun.</translation>
    </message>
    <message>
        <source>Nothing of this upload goes on, and nothing is paused.</source>
        <translation>Von diesem Upload läuft nichts, und nichts ist angehalten.</translation>
    </message>
    <message>
        <source>Nothing of this upload goes on.</source>
        <translation>Von diesem Upload läuft nichts.</translation>
    </message>
    <message>
        <source>The file is being checked or uploaded.</source>
        <translation>Die Datei wird geprüft oder hochgeladen.</translation>
    </message>
    <message>
        <source>No other upload comes before it.</source>
        <translation>Kein anderer Upload kommt vor ihm.</translation>
    </message>
    <message>
        <source>It does not wait, or it is at the end already.</source>
        <translation>Er wartet nicht, oder er ist schon am Ende.</translation>
    </message>
</context>
<context>
    <name>RowReport</name>
    <message>
        <source>Checked for</source>
        <translation>Geprüft für</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Save report as HTML…</source>
        <translation>Bericht als HTML speichern…</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>No findings. The manifest, the launch files and every byte of the ZIP are in order.</source>
        <translation>Keine Befunde. Manifest, Startdateien und jedes Byte des ZIPs sind in Ordnung.</translation>
    </message>
    <message>
        <source>The findings stand here as soon as the check is through.</source>
        <translation>Die Befunde stehen hier, sobald die Prüfung durch ist.</translation>
    </message>
    <message>
        <source>This file was not checked on this computer.</source>
        <translation>Diese Datei wurde auf diesem Computer nicht geprüft.</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>{size} unpacked</source>
        <translation>{size} entpackt</translation>
    </message>
    <message>
        <source>Looking what has to be changed</source>
        <translation>Sieht nach, was zu ändern ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing a fixed copy</source>
        <translation>Schreibt eine behobene Kopie</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>The report is copied</source>
        <translation>Der Bericht ist kopiert</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Webseiten (*.html)</translation>
    </message>
    <message>
        <source>The report is saved: {path}</source>
        <translation>Der Bericht ist gespeichert: {path}</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>{severity} (default)</source>
        <translation>{severity} (Standard)</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Nicht melden</translation>
    </message>
    <message>
        <source>Always a problem</source>
        <translation>Immer ein Problem</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>No system can open such a file.</source>
        <translation>Kein System kann eine solche Datei öffnen.</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>{severity} (default)</source>
        <translation>{severity} (Standard)</translation>
    </message>
</context>
<context>
    <name>SandboxProcess</name>
    <message>
        <source>The sandbox answered something that is not understood.</source>
        <translation>Die Sandbox antwortete etwas, das nicht verstanden wird.</translation>
    </message>
    <message>
        <source>It ended by itself.</source>
        <translation>Sie endete von selbst.</translation>
    </message>
    <message>
        <source>Its program could not be started.</source>
        <translation>Ihr Programm konnte nicht gestartet werden.</translation>
    </message>
</context>
<context>
    <name>SandboxSettings</name>
    <message>
        <source>The sandbox is a server of this computer that behaves like AllureConnect: everything can be tried there without a key.</source>
        <translation>Die Sandbox ist ein Server auf diesem Computer, der sich wie AllureConnect verhält: Dort lässt sich alles ohne Schlüssel ausprobieren.</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Start it with the program</source>
        <translation>Mit dem Programm starten</translation>
    </message>
    <message>
        <source>Its packages</source>
        <translation>Ihre Pakete</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Clear its data…</source>
        <translation>Daten löschen…</translation>
    </message>
    <message>
        <source>It takes {size} now.</source>
        <translation>Sie belegt jetzt {size}.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Clear {size} of the sandbox?</source>
        <translation>{size} der Sandbox löschen?</translation>
    </message>
    <message>
        <source>All its packages and versions are lost. Packages on other servers and your files stay.</source>
        <translation>Alle ihre Pakete und Versionen gehen verloren. Pakete auf anderen Servern und Ihre Dateien bleiben.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Clear the sandbox</source>
        <translation>Sandbox löschen</translation>
    </message>
</context>
<context>
    <name>SandboxStarter</name>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search packages</source>
        <translation>Pakete suchen</translation>
    </message>
    <message>
        <source>Search title, tag, file, id</source>
        <translation>Titel, Tag, Datei, Id suchen</translation>
    </message>
    <message>
        <source>Also: tag:name, is:1.2, version:&gt;3, size:&gt;100mb, changed:&lt;7d; a - before leaves out</source>
        <translation>Auch: tag:name, is:1.2, version:&gt;3, size:&gt;100mb, changed:&lt;7d; ein - davor schließt aus</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>What can be looked for</source>
        <translation>Wonach gesucht werden kann</translation>
    </message>
</context>
<context>
    <name>ServerSays</name>
    <message>
        <source>What the server says</source>
        <translation>Was der Server sagt</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>About &amp; diagnostics</source>
        <translation>Über das Programm &amp; Diagnose</translation>
    </message>
    <message>
        <source>Notifications about uploads</source>
        <translation>Mitteilungen über Uploads</translation>
    </message>
    <message>
        <source>Colours: light or dark</source>
        <translation>Farben: hell oder dunkel</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Rows: comfortable or compact</source>
        <translation>Zeilen: bequem oder kompakt</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Upload at once when the check is clean</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet</translation>
    </message>
    <message>
        <source>Files uploaded at once</source>
        <translation>Dateien zugleich</translation>
    </message>
    <message>
        <source>Parts uploaded at once</source>
        <translation>Teile zugleich</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>Uploadgrenze</translation>
    </message>
    <message>
        <source>In parts, so that they resume, above</source>
        <translation>In Teilen, damit sie weitergehen, ab</translation>
    </message>
    <message>
        <source>Closing while uploading</source>
        <translation>Schließen während des Uploads</translation>
    </message>
    <message>
        <source>Sleep while uploading</source>
        <translation>Ruhezustand während des Uploads</translation>
    </message>
    <message>
        <source>Packages are checked for</source>
        <translation>Pakete werden geprüft für</translation>
    </message>
    <message>
        <source>Severity of findings</source>
        <translation>Schwere der Befunde</translation>
    </message>
    <message>
        <source>Preview behaves like</source>
        <translation>Vorschau verhält sich wie</translation>
    </message>
    <message>
        <source>Size of the course in the preview</source>
        <translation>Größe des Kurses in der Vorschau</translation>
    </message>
    <message>
        <source>Network of the preview: offline or online</source>
        <translation>Netz der Vorschau: offline oder online</translation>
    </message>
    <message>
        <source>The next part follows by itself</source>
        <translation>Der nächste Teil folgt von selbst</translation>
    </message>
    <message>
        <source>Learner of the preview: name, id, language</source>
        <translation>Lernende der Vorschau: Name, Id, Sprache</translation>
    </message>
    <message>
        <source>Keep copies of versions</source>
        <translation>Kopien von Versionen behalten</translation>
    </message>
    <message>
        <source>Kept copies take at most</source>
        <translation>Behaltene Kopien nehmen höchstens</translation>
    </message>
    <message>
        <source>Folder of the team</source>
        <translation>Ordner des Teams</translation>
    </message>
    <message>
        <source>Films converted for the preview</source>
        <translation>Für die Vorschau umgewandelte Filme</translation>
    </message>
    <message>
        <source>Start the sandbox with the program</source>
        <translation>Sandbox mit dem Programm starten</translation>
    </message>
    <message>
        <source>Folder of the sandbox</source>
        <translation>Ordner der Sandbox</translation>
    </message>
    <message>
        <source>Clear the sandbox's data</source>
        <translation>Daten der Sandbox löschen</translation>
    </message>
    <message>
        <source>Diagnostics: copy for support</source>
        <translation>Diagnose: für den Support kopieren</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Protokollordner</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Changes apply at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Teile der Einstellungen</translation>
    </message>
    <message>
        <source>Close settings</source>
        <translation>Einstellungen schließen</translation>
    </message>
</context>
<context>
    <name>SeveralPanel</name>
    <message>
        <source>Tags of all of them</source>
        <translation>Tags von allen</translation>
    </message>
    <message>
        <source>Tags of some</source>
        <translation>Tags von einigen</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Edit details of {packages}…</source>
        <translation>Details von {packages} bearbeiten…</translation>
    </message>
    <message>
        <source>Delete {packages}…</source>
        <translation>{packages} löschen…</translation>
    </message>
    <message>
        <source>{size} in their current versions</source>
        <translation>{size} in den aktuellen Versionen</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} mehr</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Every command of the window. Ctrl+K finds and does them.</source>
        <translation>Jeder Befehl des Fensters. Strg+K findet sie und führt sie aus.</translation>
    </message>
    <message>
        <source>Search a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Not now, because</source>
        <translation>Jetzt nicht, weil</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied the keys as text</source>
        <translation>Tasten als Text kopiert</translation>
    </message>
</context>
<context>
    <name>SideChooser</name>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Choose a version or a file</source>
        <translation>Version oder Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>TAGS</source>
        <translation>TAGS</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Connection: none yet</source>
        <translation>Verbindung: noch keine</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>Nur lokal</translation>
    </message>
    <message>
        <source>Connection: {name}, {host}</source>
        <translation>Verbindung: {name}, {host}</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Fragt den Server…</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>tag, {count} packages</source>
        <translation>Tag, {count} Pakete</translation>
    </message>
</context>
<context>
    <name>SidebarViews</name>
    <message>
        <source>SAVED VIEWS</source>
        <translation>ANSICHTEN</translation>
    </message>
    <message>
        <source>saved view, {count} packages</source>
        <translation>gespeicherte Ansicht, {count} Pakete</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Keep the shown filters in it</source>
        <translation>Gezeigte Filter in ihr behalten</translation>
    </message>
    <message>
        <source>Show it in every connection</source>
        <translation>In jeder Verbindung zeigen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove the view</source>
        <translation>Ansicht entfernen</translation>
    </message>
    <message>
        <source>The view “{name}” is removed.</source>
        <translation>Die Ansicht „{name}“ ist entfernt.</translation>
    </message>
    <message>
        <source>The view “{name}” has the filters shown.</source>
        <translation>Die Ansicht „{name}“ hat die gezeigten Filter.</translation>
    </message>
</context>
<context>
    <name>SourceLine</name>
    <message>
        <source>{file} has changed since version {number} was uploaded</source>
        <translation>{file} wurde geändert, seit Version {number} hochgeladen wurde</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
</context>
<context>
    <name>SourceSheet</name>
    <message>
        <source>Line {number}</source>
        <translation>Zeile {number}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SpeedGraph</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Course</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Windows of the course</source>
        <translation>Fenster des Kurses</translation>
    </message>
    <message>
        <source>Window {number}</source>
        <translation>Fenster {number}</translation>
    </message>
</context>
<context>
    <name>StorageSettings</name>
    <message>
        <source>Kept copies</source>
        <translation>Behaltene Kopien</translation>
    </message>
    <message>
        <source>A copy of each version that is uploaded or downloaded stays on this computer, so that it can be played, compared, saved and uploaded again. Identical files are kept once.</source>
        <translation>Von jeder Version, die hoch- oder heruntergeladen wird, bleibt eine Kopie auf diesem Computer, damit sie gespielt, verglichen, gespeichert und wieder hochgeladen werden kann. Gleiche Dateien werden einmal behalten.</translation>
    </message>
    <message>
        <source>Keep copies of versions</source>
        <translation>Kopien von Versionen behalten</translation>
    </message>
    <message>
        <source>Kept copies take at most</source>
        <translation>Behaltene Kopien nehmen höchstens</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Take at most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Remove all copies…</source>
        <translation>Alle Kopien entfernen…</translation>
    </message>
    <message>
        <source>Folder of the team</source>
        <translation>Ordner des Teams</translation>
    </message>
    <message>
        <source>Copies are put there too, and colleagues' copies are found there. It may be slow, read-only or gone at times.</source>
        <translation>Kopien kommen auch dorthin, und Kopien anderer im Team werden dort gefunden. Er darf langsam, schreibgeschützt oder zeitweise weg sein.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>Filme</translation>
    </message>
    <message>
        <source>Clear the films</source>
        <translation>Filme löschen</translation>
    </message>
    <message>
        <source>Looking what is kept…</source>
        <translation>Es wird nachgesehen, was aufgehoben ist …</translation>
    </message>
    <message>
        <source>Films converted for the preview: {films} · Work folder: {work}</source>
        <translation>Für die Vorschau umgewandelte Filme: {films} · Arbeitsordner: {work}</translation>
    </message>
    <message>
        <source>No copy is kept now.</source>
        <translation>Zurzeit wird keine Kopie behalten.</translation>
    </message>
    <message>
        <source>1 copy takes {size} now.</source>
        <translation>1 Kopie nimmt zurzeit {size} ein.</translation>
    </message>
    <message>
        <source>{count} copies take {size} now.</source>
        <translation>{count} Kopien nehmen zurzeit {size} ein.</translation>
    </message>
    <message>
        <source>It cannot be used now: {why}</source>
        <translation>Er ist zurzeit nicht brauchbar: {why}</translation>
    </message>
    <message>
        <source>Remove {size} of copies?</source>
        <translation>{size} an Kopien entfernen?</translation>
    </message>
    <message>
        <source>Versions that are nowhere else can then not be played or uploaded again.</source>
        <translation>Versionen, die es sonst nirgends gibt, lassen sich dann nicht mehr spielen oder hochladen.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove the copies</source>
        <translation>Kopien entfernen</translation>
    </message>
</context>
<context>
    <name>StructureModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>other identifier</source>
        <translation>andere Kennung</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>its other place is row {number}</source>
        <translation>sein anderer Platz ist Zeile {number}</translation>
    </message>
</context>
<context>
    <name>StructurePane</name>
    <message>
        <source>STRUCTURE</source>
        <translation>STRUKTUR</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Suspend data</source>
        <translation>Suspend Data</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>{used} of {limit} characters</source>
        <translation>{used} von {limit} Zeichen</translation>
    </message>
</context>
<context>
    <name>StructureView</name>
    <message>
        <source>Structures of both sides</source>
        <translation>Strukturen beider Seiten</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>{title}, opens {file}</source>
        <translation>{title}, öffnet {file}</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Summary of the attempt</source>
        <translation>Zusammenfassung des Versuchs</translation>
    </message>
    <message>
        <source>The attempt so far</source>
        <translation>Der Versuch bis jetzt</translation>
    </message>
    <message>
        <source>The attempt has ended</source>
        <translation>Der Versuch ist zu Ende</translation>
    </message>
    <message>
        <source>The attempt is suspended</source>
        <translation>Der Versuch ist unterbrochen</translation>
    </message>
    <message>
        <source>What an LMS would complain of</source>
        <translation>Was ein LMS beanstanden würde</translation>
    </message>
    <message>
        <source>An LMS keeps neither status nor score of it, nor where the learner was.</source>
        <translation>Ein LMS behält weder Status noch Punkte davon, noch die Stelle, an der man war.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>{used} of {limit} characters</source>
        <translation>{used} von {limit} Zeichen</translation>
    </message>
    <message>
        <source> · {count} times</source>
        <translation> · {count}-mal</translation>
    </message>
    <message>
        <source>Show call</source>
        <translation>Aufruf zeigen</translation>
    </message>
    <message>
        <source>No LMS would have anything to complain of.</source>
        <translation>Kein LMS hätte etwas zu beanstanden.</translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>Zurück zum Kurs</translation>
    </message>
    <message>
        <source>Resume the attempt</source>
        <translation>Versuch fortsetzen</translation>
    </message>
    <message>
        <source>Play it for credit</source>
        <translation>Mit Wertung spielen</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>SwipeView</name>
    <message>
        <source>Between the picture before and the one now</source>
        <translation>Zwischen dem Bild vorher und dem jetzt</translation>
    </message>
    <message>
        <source>{side}: {width} × {height}</source>
        <translation>{side}: {width} × {height}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Starts when it is shown</source>
        <translation>Startet, wenn sie gezeigt wird</translation>
    </message>
</context>
<context>
    <name>TableColumns</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Add a tag</source>
        <translation>Tag hinzufügen</translation>
    </message>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>Tag {tag} entfernen</translation>
    </message>
</context>
<context>
    <name>TagsSheet</name>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save tags</source>
        <translation>Tags speichern</translation>
    </message>
</context>
<context>
    <name>Takeaway</name>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Save the calls</source>
        <translation>Aufrufe speichern</translation>
    </message>
    <message>
        <source>Saved {count} calls</source>
        <translation>{count} Aufrufe gespeichert</translation>
    </message>
    <message>
        <source>Copied: the attempt with all calls, data and requests</source>
        <translation>Kopiert: der Versuch mit allen Aufrufen, Daten und Anfragen</translation>
    </message>
</context>
<context>
    <name>TestSteps</name>
    <message>
        <source>Test of the connection</source>
        <translation>Test der Verbindung</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Key accepted</source>
        <translation>Schlüssel angenommen</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>May write</source>
        <translation>Darf schreiben</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Fragt…</translation>
    </message>
    <message>
        <source>Use “{tenant}”</source>
        <translation>„{tenant}“ nehmen</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>TokenChip</name>
    <message>
        <source>Remove the filter {filter}</source>
        <translation>Filter {filter} entfernen</translation>
    </message>
</context>
<context>
    <name>TokenRow</name>
    <message>
        <source>Clear filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Save as view…</source>
        <translation>Als Ansicht speichern…</translation>
    </message>
</context>
<context>
    <name>TransferView</name>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Nothing of it was uploaded yet.</source>
        <translation>Noch ist nichts davon hochgeladen.</translation>
    </message>
    <message>
        <source>{count} calls, {troubles} with trouble</source>
        <translation>{count} Aufrufe, {troubles} mit Ärger</translation>
    </message>
    <message>
        <source>{count} calls, none with trouble</source>
        <translation>{count} Aufrufe, keiner mit Ärger</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>AllureConnect in the tray</source>
        <translation>AllureConnect in der Ablage</translation>
    </message>
    <message>
        <source>Show AllureConnect</source>
        <translation>AllureConnect zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>1 upload under way</source>
        <translation>1 Upload unterwegs</translation>
    </message>
    <message>
        <source>{count} uploads under way</source>
        <translation>{count} Uploads unterwegs</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>1 needs your attention</source>
        <translation>1 braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts ist unterwegs</translation>
    </message>
</context>
<context>
    <name>UnreadBand</name>
    <message>
        <source>One record of the server could not be read.</source>
        <translation>Ein Datensatz des Servers war nicht lesbar.</translation>
    </message>
    <message>
        <source>{count} records of the server could not be read.</source>
        <translation>{count} Datensätze des Servers waren nicht lesbar.</translation>
    </message>
    <message>
        <source>All others are shown.</source>
        <translation>Alle anderen werden gezeigt.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>UnreadSheet</name>
    <message>
        <source>Records that could not be read</source>
        <translation>Datensätze, die nicht lesbar waren</translation>
    </message>
    <message>
        <source>It has no package id</source>
        <translation>Er hat keine Paket-Id</translation>
    </message>
    <message>
        <source>It is no record</source>
        <translation>Er ist kein Datensatz</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>Und {count} mehr.</translation>
    </message>
    <message>
        <source>The list of the server holds them; they are no packages.</source>
        <translation>Sie stehen in der Liste des Servers; Pakete sind es keine.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>UploadAtOnceSheet</name>
    <message>
        <source>Upload at once when the check is clean?</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet?</translation>
    </message>
    <message>
        <source>Every file is checked on this computer first. Sound ones can go on to “{name}” by themselves; files with problems always wait for you. You can change this in Uploads at any time.</source>
        <translation>Jede Datei wird zuerst auf diesem Computer geprüft. Einwandfreie können von selbst an „{name}“ gehen; Dateien mit Problemen warten immer auf Sie. Ändern lässt sich das jederzeit unter Uploads.</translation>
    </message>
    <message>
        <source>Only check</source>
        <translation>Nur prüfen</translation>
    </message>
    <message>
        <source>Upload at once</source>
        <translation>Gleich hochladen</translation>
    </message>
</context>
<context>
    <name>UploadPanel</name>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Choose a row to see what the check found and what can be done.</source>
        <translation>Wählen Sie eine Zeile, um zu sehen, was die Prüfung fand und was zu tun ist.</translation>
    </message>
    <message>
        <source>What the check finds in a file stands here.</source>
        <translation>Hier steht, was die Prüfung in einer Datei findet.</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
    <message>
        <source>checked in {span}</source>
        <translation>geprüft in {span}</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>The check on this computer says: {verdict}.</source>
        <translation>Die Prüfung auf diesem Computer sagt: {verdict}.</translation>
    </message>
</context>
<context>
    <name>Uploads</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show findings</source>
        <translation>Befunde zeigen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Cancel the fix</source>
        <translation>Beheben abbrechen</translation>
    </message>
    <message>
        <source>Check again when the file changes</source>
        <translation>Neu prüfen, wenn die Datei sich ändert</translation>
    </message>
    <message>
        <source>Stop watching the file</source>
        <translation>Datei nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Neu prüfen</translation>
    </message>
    <message>
        <source>Upload anyway…</source>
        <translation>Trotzdem hochladen…</translation>
    </message>
    <message>
        <source>Upload as version…</source>
        <translation>Als Version hochladen…</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>Let the server check it</source>
        <translation>Vom Server prüfen lassen</translation>
    </message>
    <message>
        <source>Process again</source>
        <translation>Noch einmal verarbeiten</translation>
    </message>
    <message>
        <source>Upload first</source>
        <translation>Zuerst hochladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Start again with the new file</source>
        <translation>Mit der neuen Datei neu beginnen</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Replace key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Show in Library</source>
        <translation>In der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Set the details again</source>
        <translation>Details noch einmal setzen</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>less than 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>less than 1 min</source>
        <translation>unter 1 min</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation>etwa {hours} h</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>etwa {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{hours} hours</source>
        <translation>{hours} Stunden</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} min</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>Needs your attention</source>
        <translation>Braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Ready to upload</source>
        <translation>Bereit zum Upload</translation>
    </message>
    <message>
        <source>Finished today</source>
        <translation>Heute fertig</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Looking what has to be changed</source>
        <translation>Sieht nach, was zu ändern ist</translation>
    </message>
    <message>
        <source>Writing a fixed copy: {part_of_whole}</source>
        <translation>Schreibt eine behobene Kopie: {part_of_whole}</translation>
    </message>
    <message>
        <source>Checking {part_of_whole}</source>
        <translation>Prüft {part_of_whole}</translation>
    </message>
    <message>
        <source>Checking the file</source>
        <translation>Prüft die Datei</translation>
    </message>
    <message>
        <source>1 problem would stop it in an LMS</source>
        <translation>1 Problem würde sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>{count} problems would stop it in an LMS</source>
        <translation>{count} Probleme würden sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Not uploaded: 1 problem would stop it in an LMS</source>
        <translation>Nicht hochgeladen: 1 Problem würde sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Not uploaded: {count} problems would stop it in an LMS</source>
        <translation>Nicht hochgeladen: {count} Probleme würden sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Fix 1</source>
        <translation>1 beheben</translation>
    </message>
    <message>
        <source>Fix {count}</source>
        <translation>{count} beheben</translation>
    </message>
    <message>
        <source>Fix 1 and review…</source>
        <translation>1 beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix {count} and review…</source>
        <translation>{count} beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix 1 and upload</source>
        <translation>1 beheben und hochladen</translation>
    </message>
    <message>
        <source>Fix {count} and upload</source>
        <translation>{count} beheben und hochladen</translation>
    </message>
    <message>
        <source>Looks like a new version of a package</source>
        <translation>Sieht aus wie eine neue Version eines Pakets</translation>
    </message>
    <message>
        <source>Choose the package…</source>
        <translation>Paket wählen…</translation>
    </message>
    <message>
        <source>Another version was uploaded while this one waited</source>
        <translation>Eine andere Version kam, während diese wartete</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>The server refused it</source>
        <translation>Der Server lehnte sie ab</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Grund zeigen</translation>
    </message>
    <message>
        <source>The server's answer was lost, and it does not tell more</source>
        <translation>Die Antwort des Servers ging verloren, und mehr sagt er nicht</translation>
    </message>
    <message>
        <source>The server checked it and would accept it. Nothing is visible yet</source>
        <translation>Der Server hat sie geprüft und würde sie annehmen. Noch ist nichts sichtbar</translation>
    </message>
    <message>
        <source>Paused while it waited for its turn</source>
        <translation>Angehalten, während sie wartete</translation>
    </message>
    <message>
        <source>Stopped at {percent} %. The uploaded parts are kept</source>
        <translation>Gestoppt bei {percent} %. Die hochgeladenen Teile bleiben</translation>
    </message>
    <message>
        <source>Stopped. The check found problems</source>
        <translation>Gestoppt. Die Prüfung fand Probleme</translation>
    </message>
    <message>
        <source>Ready to upload, not checked</source>
        <translation>Bereit zum Upload, nicht geprüft</translation>
    </message>
    <message>
        <source>Ready, 1 warning</source>
        <translation>Bereit, 1 Warnung</translation>
    </message>
    <message>
        <source>Ready, {count} warnings</source>
        <translation>Bereit, {count} Warnungen</translation>
    </message>
    <message>
        <source>Checked, ready to upload</source>
        <translation>Geprüft, bereit zum Upload</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet auf die Reihe</translation>
    </message>
    <message>
        <source>Waiting: 1 upload ahead</source>
        <translation>Wartet: 1 Upload davor</translation>
    </message>
    <message>
        <source>Waiting: {count} uploads ahead</source>
        <translation>Wartet: {count} Uploads davor</translation>
    </message>
    <message>
        <source>Uploading {part_of_whole}</source>
        <translation>Lädt {part_of_whole} hoch</translation>
    </message>
    <message>
        <source>The server limits speed: continues by itself</source>
        <translation>Der Server begrenzt das Tempo: geht von selbst weiter</translation>
    </message>
    <message>
        <source>The server limits speed: continues at {time}</source>
        <translation>Der Server begrenzt das Tempo: geht um {time} weiter</translation>
    </message>
    <message>
        <source>{what} Goes on by itself, waiting since {time}</source>
        <translation>{what} Geht von selbst weiter, wartet seit {time}</translation>
    </message>
    <message>
        <source>No network since {time}. Goes on by itself</source>
        <translation>Kein Netz seit {time}. Geht von selbst weiter</translation>
    </message>
    <message>
        <source>{what} Trying again by itself (attempt {number})</source>
        <translation>{what} Versucht es von selbst noch einmal (Versuch {number})</translation>
    </message>
    <message>
        <source>No bytes for {span}. Trying a new connection (attempt {number})</source>
        <translation>Keine Bytes seit {span}. Versucht eine neue Verbindung (Versuch {number})</translation>
    </message>
    <message>
        <source>The file changed on disk at {time}. The uploaded parts no longer match</source>
        <translation>Die Datei wurde um {time} geändert. Die hochgeladenen Teile passen nicht mehr</translation>
    </message>
    <message>
        <source>The file is gone from its place.</source>
        <translation>Die Datei ist nicht mehr an ihrem Platz.</translation>
    </message>
    <message>
        <source>{what} Goes on by itself once it is back</source>
        <translation>{what} Geht von selbst weiter, sobald sie wieder da ist</translation>
    </message>
    <message>
        <source>{what} Stopped at {percent} %, nothing is lost</source>
        <translation>{what} Gestoppt bei {percent} %, nichts ist verloren</translation>
    </message>
    <message>
        <source>Stopped at {percent} %: the server refused the key (401). Nothing is lost</source>
        <translation>Gestoppt bei {percent} %: Der Server lehnte den Schlüssel ab (401). Nichts ist verloren</translation>
    </message>
    <message>
        <source>Everything is uploaded. Not watched at the moment</source>
        <translation>Alles ist hochgeladen. Wird im Moment nicht verfolgt</translation>
    </message>
    <message>
        <source>Paused at {percent} %. Nothing is lost</source>
        <translation>Angehalten bei {percent} %. Nichts ist verloren</translation>
    </message>
    <message>
        <source>{what} Goes on by itself once it can be written</source>
        <translation>{what} Geht von selbst weiter, sobald geschrieben werden kann</translation>
    </message>
    <message>
        <source>This computer's disk is full. The upload goes on by itself once there is room</source>
        <translation>Die Platte dieses Computers ist voll. Der Upload geht von selbst weiter, sobald Platz ist</translation>
    </message>
    <message>
        <source>The tenant's quota does not hold this package</source>
        <translation>Das Kontingent des Mandanten reicht für dieses Paket nicht</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>All parts are there. Putting them together</source>
        <translation>Alle Teile sind da. Sie werden zusammengesetzt</translation>
    </message>
    <message>
        <source>The server checks it; nothing becomes visible yet</source>
        <translation>Der Server prüft sie; noch wird nichts sichtbar</translation>
    </message>
    <message>
        <source>All there. The server is unpacking it · {span} so far</source>
        <translation>Alles da. Der Server entpackt es · bisher {span}</translation>
    </message>
    <message>
        <source>The server's answer was lost. Looking whether it arrived (no second copy is made)</source>
        <translation>Die Antwort des Servers ging verloren. Sieht nach, ob es ankam (keine zweite Kopie entsteht)</translation>
    </message>
    <message>
        <source>Live, but its tags, description or duration could not be set. {why}</source>
        <translation>Live, aber Tags, Beschreibung oder Dauer ließen sich nicht setzen. {why}</translation>
    </message>
    <message>
        <source>Live on AllureConnect · {ago}</source>
        <translation>Live auf AllureConnect · {ago}</translation>
    </message>
    <message>
        <source>The upload ended without success</source>
        <translation>Der Upload endete ohne Erfolg</translation>
    </message>
    <message>
        <source>Watching the file</source>
        <translation>Beobachtet die Datei</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>Neue Version</translation>
    </message>
    <message>
        <source>New version (v{number})</source>
        <translation>Neue Version (v{number})</translation>
    </message>
    <message>
        <source>On this computer only</source>
        <translation>Nur auf diesem Computer</translation>
    </message>
    <message>
        <source>{size} in {span}</source>
        <translation>{size} in {span}</translation>
    </message>
    <message>
        <source>{percent} % uploaded, {sent} of {total} bytes</source>
        <translation>{percent} % hochgeladen, {sent} von {total} Bytes</translation>
    </message>
    <message>
        <source>10 s to 30 min, by size</source>
        <translation>10 s bis 30 min, je nach Größe</translation>
    </message>
    <message>
        <source>Part {done} of {total}</source>
        <translation>Teil {done} von {total}</translation>
    </message>
    <message>
        <source>{there} of {total} parts are there</source>
        <translation>{there} von {total} Teilen sind da</translation>
    </message>
    <message>
        <source>, {count} on their way</source>
        <translation>, {count} unterwegs</translation>
    </message>
    <message>
        <source>, {size} each</source>
        <translation>, je {size}</translation>
    </message>
    <message>
        <source>Nothing was sent by this window in the last 10 min</source>
        <translation>In den letzten 10 min hat dieses Fenster nichts gesendet</translation>
    </message>
    <message>
        <source>{now} now, {most} at most, {mean} on average in the last {span}</source>
        <translation>{now} jetzt, höchstens {most}, im Mittel {mean} in den letzten {span}</translation>
    </message>
    <message>
        <source>Part {number}</source>
        <translation>Teil {number}</translation>
    </message>
    <message>
        <source>Look at file and quota</source>
        <translation>Datei und Kontingent ansehen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Put the parts together</source>
        <translation>Teile zusammensetzen</translation>
    </message>
    <message>
        <source>Look for other versions</source>
        <translation>Nach anderen Versionen sehen</translation>
    </message>
    <message>
        <source>Make it live</source>
        <translation>Live schalten</translation>
    </message>
    <message>
        <source>Look whether it arrived</source>
        <translation>Nachsehen, ob es ankam</translation>
    </message>
    <message>
        <source>Set its details</source>
        <translation>Details setzen</translation>
    </message>
    <message>
        <source>{size}, {rate}</source>
        <translation>{size}, {rate}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Accepted, under way</source>
        <translation>Angenommen, in Arbeit</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Noch nicht da</translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>The server limits calls</source>
        <translation>Der Server begrenzt Aufrufe</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>No answer, tried again</source>
        <translation>Keine Antwort, neuer Versuch</translation>
    </message>
    <message>
        <source>The answer was lost</source>
        <translation>Die Antwort ging verloren</translation>
    </message>
    <message>
        <source>The key was refused</source>
        <translation>Der Schlüssel wurde abgelehnt</translation>
    </message>
    <message>
        <source>The file has changed</source>
        <translation>Die Datei hat sich geändert</translation>
    </message>
    <message>
        <source>The file is not there</source>
        <translation>Die Datei ist nicht da</translation>
    </message>
    <message>
        <source>This computer's disk is full</source>
        <translation>Die Platte dieses Computers ist voll</translation>
    </message>
    <message>
        <source>The quota does not suffice</source>
        <translation>Das Kontingent reicht nicht</translation>
    </message>
    <message>
        <source>The server forgot the upload</source>
        <translation>Der Server vergaß den Upload</translation>
    </message>
    <message>
        <source>The file is gone at the server</source>
        <translation>Die Datei ist beim Server weg</translation>
    </message>
    <message>
        <source>Another version came in between</source>
        <translation>Eine andere Version kam dazwischen</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>Nicht sicher</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ended without success</source>
        <translation>Endete ohne Erfolg</translation>
    </message>
    <message>
        <source>The link had expired, a new one is asked for</source>
        <translation>Der Link war abgelaufen, ein neuer wird erbeten</translation>
    </message>
    <message>
        <source>Other bytes arrived, sent again</source>
        <translation>Andere Bytes kamen an, neu gesendet</translation>
    </message>
    <message>
        <source>Sent. This storage's ETags are no MD5s: they are no longer compared</source>
        <translation>Gesendet. Die ETags dieses Speichers sind keine MD5s: Sie werden nicht mehr verglichen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Losgelassen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauerte</translation>
    </message>
</context>
<context>
    <name>UploadsDock</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Most relevant uploads</source>
        <translation>Wichtigste Uploads</translation>
    </message>
    <message>
        <source>Show or hide the uploads below</source>
        <translation>Uploads unten ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Pause all uploads</source>
        <translation>Alle Uploads anhalten</translation>
    </message>
    <message>
        <source>Fold the uploads</source>
        <translation>Uploads einklappen</translation>
    </message>
    <message>
        <source>1 needs your attention</source>
        <translation>1 braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Alle {count} zeigen</translation>
    </message>
    <message>
        <source>Resume all uploads</source>
        <translation>Alle Uploads fortsetzen</translation>
    </message>
    <message>
        <source>Unfold the uploads</source>
        <translation>Uploads ausklappen</translation>
    </message>
    <message>
        <source>{count} in progress</source>
        <translation>{count} in Arbeit</translation>
    </message>
    <message>
        <source>{count} waiting or ready</source>
        <translation>{count} warten oder sind bereit</translation>
    </message>
    <message>
        <source>next done in {guess}</source>
        <translation>nächster fertig in {guess}</translation>
    </message>
</context>
<context>
    <name>UploadsPage</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
    <message>
        <source>Upload at once when the check is clean</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts ist unterwegs</translation>
    </message>
    <message>
        <source>Drop SCORM ZIPs or course folders anywhere in this window: each is checked here first.</source>
        <translation>Legen Sie SCORM-ZIPs oder Kursordner irgendwo in diesem Fenster ab: Jedes wird zuerst hier geprüft.</translation>
    </message>
    <message>
        <source>Pause all uploads</source>
        <translation>Alle Uploads anhalten</translation>
    </message>
    <message>
        <source>No upload goes on at the moment.</source>
        <translation>Im Moment läuft kein Upload.</translation>
    </message>
    <message>
        <source>Resume all uploads</source>
        <translation>Alle Uploads fortsetzen</translation>
    </message>
    <message>
        <source>No upload is paused.</source>
        <translation>Kein Upload ist angehalten.</translation>
    </message>
    <message>
        <source>This server limits how fast parts may be uploaded</source>
        <translation>Dieser Server begrenzt, wie schnell Teile hochgeladen werden dürfen</translation>
    </message>
    <message>
        <source>Big files wait for it; nothing is wrong.</source>
        <translation>Große Dateien warten darauf; alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>UploadsPlace</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
</context>
<context>
    <name>UploadsSettings</name>
    <message>
        <source>Upload at once when the check is clean</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>Uploadgrenze</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>100 MB, as is usual</source>
        <translation>100 MB, wie üblich</translation>
    </message>
    <message>
        <source>50 MB</source>
        <translation>50 MB</translation>
    </message>
    <message>
        <source>16 MB, for bad lines</source>
        <translation>16 MB, für schlechte Leitungen</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Files at once</source>
        <translation>Dateien zugleich</translation>
    </message>
    <message>
        <source>Parts at once</source>
        <translation>Teile zugleich</translation>
    </message>
    <message>
        <source>In parts, so that they resume, above</source>
        <translation>In Teilen, damit sie weitergehen, ab</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>In der Ablage weiter</translation>
    </message>
    <message>
        <source>Quit, and go on at the next start</source>
        <translation>Beenden, beim nächsten Start weiter</translation>
    </message>
    <message>
        <source>Hold it off</source>
        <translation>Aufschieben</translation>
    </message>
    <message>
        <source>While uploading</source>
        <translation>Während des Hochladens</translation>
    </message>
    <message>
        <source>Closing while uploading</source>
        <translation>Schließen während des Uploads</translation>
    </message>
    <message>
        <source>Sleep while uploading</source>
        <translation>Ruhezustand während des Uploads</translation>
    </message>
    <message>
        <source>The key of this connection may only read.</source>
        <translation>Der Schlüssel dieser Verbindung darf nur lesen.</translation>
    </message>
    <message>
        <source>There is no connection yet.</source>
        <translation>Es gibt noch keine Verbindung.</translation>
    </message>
</context>
<context>
    <name>Validation</name>
    <message>
        <source>The server would refuse this file</source>
        <translation>Der Server würde diese Datei ablehnen</translation>
    </message>
    <message>
        <source>Would not start in an LMS</source>
        <translation>Würde in einem LMS nicht starten</translation>
    </message>
    <message>
        <source>Should run</source>
        <translation>Sollte laufen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Einwandfrei</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 Warnung</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} Probleme</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>{count} Warnungen</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <translation>{count} Hinweise</translation>
    </message>
    <message>
        <source>Nothing was found that would stop it in an LMS</source>
        <translation>Es wurde nichts gefunden, was sie in einem LMS aufhielte</translation>
    </message>
    <message>
        <source>1 problem can be fixed here, the others only in the authoring tool.</source>
        <translation>1 Problem lässt sich hier beheben, die anderen nur im Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>{count} problems can be fixed here, the others only in the authoring tool.</source>
        <translation>{count} Probleme lassen sich hier beheben, die anderen nur im Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>It can be fixed here, without the authoring tool.</source>
        <translation>Es lässt sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>Both problems can be fixed here, without the authoring tool.</source>
        <translation>Beide Probleme lassen sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>All problems can be fixed here, without the authoring tool.</source>
        <translation>Alle Probleme lassen sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>Checked for {target}</source>
        <translation>Geprüft für {target}</translation>
    </message>
    <message>
        <source>Fixed in a copy:</source>
        <translation>In einer Kopie behoben:</translation>
    </message>
    <message>
        <source>What the server says:</source>
        <translation>Was der Server sagt:</translation>
    </message>
    <message>
        <source>It refused this file at {time}; why stands above.</source>
        <translation>Er hat diese Datei um {time} abgelehnt; warum, steht oben.</translation>
    </message>
    <message>
        <source>It accepted this file: version {number}.</source>
        <translation>Er hat diese Datei angenommen: Version {number}.</translation>
    </message>
    <message>
        <source>It checked this file at {time} and would accept it.</source>
        <translation>Er hat diese Datei um {time} geprüft und würde sie annehmen.</translation>
    </message>
    <message>
        <source>It refused this file at {time}: {what}</source>
        <translation>Er hat diese Datei um {time} abgelehnt: {what}</translation>
    </message>
    <message>
        <source>It was not asked yet: what stands above was found on this computer.</source>
        <translation>Er wurde noch nicht gefragt: Was oben steht, wurde auf diesem Computer gefunden.</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>It read: {facts}.</source>
        <translation>Er las: {facts}.</translation>
    </message>
    <message>
        <source>Room: {left} of {limit} left.</source>
        <translation>Platz: {left} von {limit} frei.</translation>
    </message>
    <message>
        <source>Room: {left} of {limit} left; this file needs {size}.</source>
        <translation>Platz: {left} von {limit} frei; diese Datei braucht {size}.</translation>
    </message>
    <message>
        <source>Too little room: {left} of {limit} left, this file needs {size}.</source>
        <translation>Zu wenig Platz: {left} von {limit} frei, diese Datei braucht {size}.</translation>
    </message>
    <message>
        <source>The tenant has all the {most} packages it may have; this would be one more.</source>
        <translation>Der Mandant hat schon alle {most} Pakete, die er haben darf; dies wäre eines mehr.</translation>
    </message>
    <message>
        <source>Packages: {there} of {most}.</source>
        <translation>Pakete: {there} von {most}.</translation>
    </message>
</context>
<context>
    <name>ValidationSettings</name>
    <message>
        <source>Search findings</source>
        <translation>Befunde suchen</translation>
    </message>
    <message>
        <source>Packages are checked for</source>
        <translation>Pakete werden geprüft für</translation>
    </message>
    <message>
        <source>No finding matches.</source>
        <translation>Kein Befund passt.</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Quelle: {source}</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Reset 1 change</source>
        <translation>1 Änderung zurücksetzen</translation>
    </message>
    <message>
        <source>Reset {count} changes</source>
        <translation>{count} Änderungen zurücksetzen</translation>
    </message>
</context>
<context>
    <name>VersionActs</name>
    <message>
        <source>Preview this version</source>
        <translation>Diese Version in der Vorschau</translation>
    </message>
    <message>
        <source>Compare the two versions</source>
        <translation>Die beiden Versionen vergleichen</translation>
    </message>
    <message>
        <source>Select two versions in the timeline.</source>
        <translation>Wählen Sie zwei Versionen in der Zeitleiste.</translation>
    </message>
    <message>
        <source>Compare with current</source>
        <translation>Mit der aktuellen vergleichen</translation>
    </message>
    <message>
        <source>Compare with the version before</source>
        <translation>Mit der Version davor vergleichen</translation>
    </message>
    <message>
        <source>It is the first version that is known.</source>
        <translation>Es ist die erste bekannte Version.</translation>
    </message>
    <message>
        <source>Compare with a file…</source>
        <translation>Mit einer Datei vergleichen…</translation>
    </message>
    <message>
        <source>Upload again as new version…</source>
        <translation>Noch einmal als neue Version hochladen…</translation>
    </message>
    <message>
        <source>Save ZIP as…</source>
        <translation>ZIP speichern unter…</translation>
    </message>
    <message>
        <source>Edit note…</source>
        <translation>Notiz bearbeiten…</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Select a version in the timeline of a package first.</source>
        <translation>Wählen Sie zuerst eine Version in der Zeitleiste eines Pakets.</translation>
    </message>
    <message>
        <source>The server gives this version no number.</source>
        <translation>Der Server gibt dieser Version keine Nummer.</translation>
    </message>
    <message>
        <source>No local copy on this computer, and the server offers no download.</source>
        <translation>Keine lokale Kopie auf diesem Computer, und der Server bietet kein Herunterladen.</translation>
    </message>
    <message>
        <source>It is the current version already.</source>
        <translation>Es ist schon die aktuelle Version.</translation>
    </message>
    <message>
        <source>The key of this connection may read, but not upload.</source>
        <translation>Der Schlüssel dieser Verbindung darf lesen, aber nicht hochladen.</translation>
    </message>
    <message>
        <source>It is the current version.</source>
        <translation>Es ist die aktuelle Version.</translation>
    </message>
    <message>
        <source>Getting version {number}</source>
        <translation>Holt Version {number}</translation>
    </message>
    <message>
        <source>Version {number} as it was uploaded · {file}</source>
        <translation>Version {number}, wie hochgeladen · {file}</translation>
    </message>
    <message>
        <source>From the team's copy of version {number} · {file}</source>
        <translation>Aus der Kopie des Teams von Version {number} · {file}</translation>
    </message>
    <message>
        <source>From the kept copy of version {number} · {file}</source>
        <translation>Aus der behaltenen Kopie von Version {number} · {file}</translation>
    </message>
    <message>
        <source>Compare version {number} with</source>
        <translation>Version {number} vergleichen mit</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the ZIP of version {number}</source>
        <translation>ZIP von Version {number} speichern</translation>
    </message>
    <message>
        <source>Version {number} is saved as {file} ({size}).</source>
        <translation>Version {number} ist als {file} gespeichert ({size}).</translation>
    </message>
    <message>
        <source>Saving version {number}</source>
        <translation>Speichert Version {number}</translation>
    </message>
    <message>
        <source>Copied the id {id}</source>
        <translation>Id {id} kopiert</translation>
    </message>
</context>
<context>
    <name>VersionChoiceSheet</name>
    <message>
        <source>Which package is “{title}” a new version of?</source>
        <translation>Von welchem Paket ist „{title}“ eine neue Version?</translation>
    </message>
    <message>
        <source>You see what changes before anything is uploaded. The choice is remembered for this path.</source>
        <translation>Sie sehen, was sich ändert, bevor etwas hochgeladen wird. Die Wahl wird für diesen Pfad behalten.</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Upload as a new version…</source>
        <translation>Als neue Version hochladen…</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>{act} of “{title}”</source>
        <translation>{act} von „{title}“</translation>
    </message>
    <message>
        <source>chosen for this path before</source>
        <translation>für diesen Pfad schon so gewählt</translation>
    </message>
    <message>
        <source>the very file was uploaded there before</source>
        <translation>genau diese Datei wurde dort schon hochgeladen</translation>
    </message>
    <message>
        <source>uploaded from this path before</source>
        <translation>schon von diesem Pfad hochgeladen</translation>
    </message>
    <message>
        <source>same manifest identifier, and a like course</source>
        <translation>gleiche Kennung im Manifest, und ein ähnlicher Kurs</translation>
    </message>
</context>
<context>
    <name>VersionDelegate</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
</context>
<context>
    <name>VersionModel</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>No local copy on this computer</source>
        <translation>Keine lokale Kopie auf diesem Computer</translation>
    </message>
    <message>
        <source>A copy is kept on this computer</source>
        <translation>Eine Kopie ist auf diesem Computer behalten</translation>
    </message>
    <message>
        <source>The uploaded file is still where it was</source>
        <translation>Die hochgeladene Datei ist noch, wo sie war</translation>
    </message>
    <message>
        <source>A copy lies in the team's folder</source>
        <translation>Eine Kopie liegt im Ordner des Teams</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>2 versions selected</source>
        <translation>2 Versionen gewählt</translation>
    </message>
    <message>
        <source>The server tells no versions of this package.</source>
        <translation>Der Server nennt keine Versionen dieses Pakets.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>ViewSheet</name>
    <message>
        <source>Rename the view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
    <message>
        <source>Save as view</source>
        <translation>Als Ansicht speichern</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Name, such as “Changed this week”</source>
        <translation>Name, etwa „Diese Woche geändert“</translation>
    </message>
    <message>
        <source>Show it in every connection</source>
        <translation>In jeder Verbindung zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Give it a name first.</source>
        <translation>Geben Sie ihr zuerst einen Namen.</translation>
    </message>
    <message>
        <source>The view “{name}” is in the sidebar.</source>
        <translation>Die Ansicht „{name}“ steht in der Seitenleiste.</translation>
    </message>
</context>
<context>
    <name>Watcher</name>
    <message>
        <source>{file} is checked again whenever it changes. It is not uploaded by that</source>
        <translation>{file} wird bei jeder Änderung neu geprüft. Hochgeladen wird sie dadurch nicht</translation>
    </message>
    <message>
        <source>{file} changed and could not be checked</source>
        <translation>{file} wurde geändert und konnte nicht geprüft werden</translation>
    </message>
    <message>
        <source>{file} changed: {verdict} ({counts})</source>
        <translation>{file} geändert: {verdict} ({counts})</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
</context>
<context>
    <name>WebView</name>
    <message>
        <source>The embedded web view is not available on this computer.</source>
        <translation>Die eingebettete Webansicht ist auf diesem Computer nicht verfügbar.</translation>
    </message>
    <message>
        <source>It could not be loaded: {cause}.</source>
        <translation>Sie konnte nicht geladen werden: {cause}.</translation>
    </message>
    <message>
        <source>Open the course in your browser instead.</source>
        <translation>Öffnen Sie den Kurs stattdessen im Browser.</translation>
    </message>
</context>
<context>
    <name>WebhookRow</name>
    <message>
        <source>Last deliveries</source>
        <translation>Letzte Zustellungen</translation>
    </message>
    <message>
        <source>Last deliveries to {url}</source>
        <translation>Letzte Zustellungen an {url}</translation>
    </message>
    <message>
        <source>Remove the webhook {url}</source>
        <translation>Webhook {url} entfernen</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>seit {when}</translation>
    </message>
    <message>
        <source>answered with {status}</source>
        <translation>antwortete mit {status}</translation>
    </message>
    <message>
        <source>nobody answered: {error}</source>
        <translation>niemand antwortete: {error}</translation>
    </message>
    <message>
        <source>Nothing was delivered yet.</source>
        <translation>Noch wurde nichts zugestellt.</translation>
    </message>
</context>
<context>
    <name>WebhooksSheet</name>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>{connection} calls these addresses by itself.</source>
        <translation>{connection} ruft diese Adressen von selbst auf.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add a webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Address to call</source>
        <translation>Aufzurufende Adresse</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Add webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Its secret, shown this once: whoever is called checks with it that the call is genuine.</source>
        <translation>Sein Geheimnis, nur dieses eine Mal gezeigt: Die aufgerufene Stelle prüft damit, dass der Aufruf echt ist.</translation>
    </message>
    <message>
        <source>Secret of the new webhook</source>
        <translation>Geheimnis des neuen Webhooks</translation>
    </message>
    <message>
        <source>Copy secret</source>
        <translation>Geheimnis kopieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>Remove this webhook?</source>
        <translation>Diesen Webhook entfernen?</translation>
    </message>
    <message>
        <source>Nothing is sent to {url} any more. Its secret is lost; a new one gets another.</source>
        <translation>An {url} wird nichts mehr gesendet. Sein Geheimnis ist verloren; ein neuer bekommt ein anderes.</translation>
    </message>
    <message>
        <source>Remove webhook</source>
        <translation>Webhook entfernen</translation>
    </message>
</context>
<context>
    <name>_Picture</name>
    <message>
        <source>Picture before and now</source>
        <translation>Bild vorher und jetzt</translation>
    </message>
</context>
<context>
    <name>_Requests</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Filter requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>What the course has asked for stands here.</source>
        <translation>Hier steht, wonach der Kurs gefragt hat.</translation>
    </message>
    <message>
        <source>What an address asks for in particular is left out: it may hold the launch's link.</source>
        <translation>Was in einer Adresse im Einzelnen steht, ist weggelassen: Es kann den Link des Starts enthalten.</translation>
    </message>
</context>
<context>
    <name>_Unseen</name>
    <message>
        <source>The same file plays on this computer with every call shown, and costs no launch.</source>
        <translation>Dieselbe Datei läuft auf diesem Computer, zeigt jeden Aufruf und kostet keinen Start.</translation>
    </message>
    <message>
        <source>A preview of the course's file on this computer shows every call, and costs no launch.</source>
        <translation>Eine Vorschau der Kursdatei auf diesem Computer zeigt jeden Aufruf und kostet keinen Start.</translation>
    </message>
</context>
</TS>
